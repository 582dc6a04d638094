import type { Client, Photo } from "@safelight/client";
import { useMemo, useSyncExternalStore } from "react";
import { useSession } from "../provider/sessionContext";
import { useServerQuery } from "../query/useServerQuery";

export type PictureVariant = "thumbnail" | "normalized" | "original";

/**
 * An address for `<img src>`: of the server's picture, or, while it has none yet, of the bytes that this browser has, which
 * it need not be able to show (HEIC). Undefined while there is neither.
 */
export function usePicture(
  { image, file }: Pick<Photo, "image" | "file">,
  variant: PictureVariant = "thumbnail",
): string | undefined {
  const { client } = useSession();
  const path = image?.links[variant];
  const byAddress = path !== undefined && !client.usesToken;
  const fetched = useServerQuery<Blob>(["picture", path], path !== undefined && client.usesToken, (signal) =>
    fetchPicture(client, path ?? "", signal),
  );
  const address = useObjectUrl(path === undefined ? file : fetched.data);
  return byAddress ? client.baseUrl + path : address;
}

/** Without cookies, so that a bucket, to which this is led on, may answer every origin alike. */
async function fetchPicture(client: Client, path: string, signal: AbortSignal): Promise<Blob> {
  const response = await client.fetch(path, { signal, credentials: "omit" });
  return response.blob();
}

function useObjectUrl(bytes: Blob | undefined): string | undefined {
  const { subscribe, get } = useMemo(() => objectUrl(bytes), [bytes]);
  return useSyncExternalStore(subscribe, get, () => undefined);
}

/** An address that exists while somebody listens, and holds the bytes in memory no longer than that. */
function objectUrl(bytes: Blob | undefined) {
  let url: string | undefined;
  return {
    get: () => url,
    subscribe: () => {
      const made = bytes && URL.createObjectURL(bytes);
      url = made;
      return () => {
        if (made !== undefined) URL.revokeObjectURL(made);
      };
    },
  };
}
