import { createClient } from "@safelight/client";
import AwsS3 from "@uppy/aws-s3";
import Uppy from "@uppy/core";
import Dashboard from "@uppy/dashboard";
import "@uppy/core/css/style.min.css";
import "@uppy/dashboard/css/style.min.css";
import { abandon, completed, signed, type Body, type Meta } from "./safelight";
import { show } from "./verdicts";

const client = createClient({ baseUrl: import.meta.env.VITE_SAFELIGHT_URL ?? "http://localhost:8080" });
const { data: policy } = await client.api.GET("/v1/policy");

const uppy = new Uppy<Meta, Body>({
  restrictions: {
    allowedFileTypes: policy?.formats ?? null,
    maxFileSize: policy?.upload.maxBytes ?? null,
  },
})
  .use(Dashboard, { target: "#uppy", inline: true, width: "100%" })
  .use(AwsS3<Meta, Body>, {
    shouldUseMultipart: false,
    limit: 4,
    async getUploadParameters(file, { signal }) {
      const { imageId, url, headers } = await signed(client, file, signal);
      uppy.setFileMeta(file.id, { imageId });
      return { method: "PUT", url, headers };
    },
  });

// The bytes being there is not the end: say so, and wait for the verdict.
uppy.addPostProcessor(async (ids) => {
  await Promise.all(
    ids.map(async (id) => {
      const file = uppy.getFile(id);
      const { imageId } = file.meta;
      if (file.error || imageId === undefined) return;
      uppy.emit("postprocess-progress", file, { mode: "indeterminate", message: "Looking at the photo" });
      show(await completed(client, imageId));
      uppy.emit("postprocess-complete", file);
    }),
  );
});

uppy.on("file-removed", ({ meta: { imageId }, progress }) => {
  if (imageId !== undefined && !progress.uploadComplete) void abandon(client, imageId);
});
