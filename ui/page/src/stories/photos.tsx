import type { Image, Photo, Reason, Stage } from "@safelight/client";
import { renderToStaticMarkup } from "react-dom/server";
import { ana, ben, ida, leo, mei, Person } from "../guide/Person";

const people = [ana, ben, mei, ida, leo];
const grounds = ["#cfe5f7", "#ffe3c2", "#cfeedd", "#e6dcf5", "#f7d9d9"];
let count = 0;

function portrait(index: number, width: number, height: number): string {
  const markup = renderToStaticMarkup(
    <svg xmlns="http://www.w3.org/2000/svg" width={width} height={height} viewBox={`0 0 200 ${(200 * height) / width}`}>
      <rect width="200" height="400" fill={grounds[index % grounds.length]} />
      <g transform={`translate(0 ${(200 * height) / width - 200})`}>
        <Person look={people[index % people.length] ?? ana} mouth={index % 2 ? "grin" : "smile"} />
      </g>
    </svg>,
  );
  return `data:image/svg+xml,${encodeURIComponent(markup)}`;
}

interface Story extends Partial<Omit<Photo, "image">> {
  readonly reasons?: Reason[];
  readonly warnings?: Reason[];
  readonly image?: Partial<Image>;
  readonly size?: readonly [number, number];
}

export function photo(
  stage: Stage,
  { reasons = [], warnings = [], image, size = [800, 1000], ...more }: Story = {},
): Photo {
  const index = count++;
  const imageId = `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
  const name = more.name ?? `IMG_${4021 + index * 3}.${index % 4 === 1 ? "HEIC" : "jpg"}`;
  return {
    key: `photo ${index}`,
    imageId,
    name,
    bytes: 2_400_000 + index * 131_072,
    type: "image/jpeg",
    stage,
    progress: 0,
    addedAt: Date.now() - index * 1000,
    image: {
      imageId,
      fileId: 10_000 + index,
      setId: "default",
      filename: name,
      contentType: "image/jpeg",
      status: "PROCESSING",
      reasons,
      warnings,
      measurements: null,
      width: size[0],
      height: size[1],
      format: "JPEG",
      bytes: 2_400_000,
      sha256: null,
      policyVersion: null,
      createdAt: new Date().toISOString(),
      updatedAt: new Date().toISOString(),
      finishedAt: null,
      links: { thumbnail: portrait(index, ...size), original: portrait(index, size[0] * 2, size[1] * 2) },
      ...image,
    },
    ...more,
  };
}

export const many = (length: number, stage: Stage) => Array.from({ length }, () => photo(stage));

export function reason(
  code: Reason["code"],
  measured: Reason["measured"],
  limit: Reason["limit"],
  unit: string,
): Reason {
  return { code, severity: "reject", title: code, advice: "As the server says it.", measured, limit, unit };
}
