import type { Uploads, UploadsState } from "@safelight/client";

/** The ids of all accepted photos, as soon as it is known which those are. */
export async function acceptedOnes(uploads: Uploads): Promise<readonly string[]> {
  const { photos } = await whenLoaded(uploads);
  return photos.flatMap(({ stage, imageId }) => (stage === "accepted" && imageId !== undefined ? [imageId] : []));
}

function whenLoaded(uploads: Uploads): Promise<UploadsState> {
  return new Promise((resolve) => {
    const look = () => {
      const state = uploads.getState();
      if (!state.loaded) return;
      stop();
      resolve(state);
    };
    const stop = uploads.subscribe(look);
    look();
  });
}
