import type { Client, History, Photo } from "@safelight/client";
import { useSession } from "../provider/sessionContext";
import { useServerQuery } from "../query/useServerQuery";

export interface PhotoHistory {
  /** What happened to the photo, the oldest first; absent until it is known. */
  readonly moves?: History["items"];
  /** Why it cannot be loaded; absent while it is tried. */
  readonly problem?: Error;
}

/** Everything that happened to a photo and why, loaded again whenever something more has. */
export function usePhotoHistory({ imageId, image }: Pick<Photo, "imageId" | "image">): PhotoHistory {
  const { client } = useSession();
  // What is past does not change: under one time of change there is one history.
  const key = ["history", imageId, image?.updatedAt];
  const { data, ...rest } = useServerQuery(key, imageId !== undefined, (signal) => load(client, imageId ?? "", signal));
  return data ? { ...rest, moves: data } : rest;
}

async function load({ api }: Client, imageId: string, signal: AbortSignal): Promise<History["items"]> {
  const { data } = await api.GET("/v1/images/{imageId}/history", { params: { path: { imageId } }, signal });
  return data?.items ?? [];
}
