import type { Photo } from "@safelight/client";
import { toJpeg } from "../preview/decode";
import { fetchPicture } from "../preview/useServerPicture";

/** As large as what the server makes of an accepted photo. */
const LONGEST = 4096;

/** An element that can be shown and drawn, upright; `release` gives its memory back. */
export interface Source {
  readonly image: HTMLImageElement;
  readonly release: () => void;
}

/** The photo in full size: from this browser if it has it, else from the server. Rejects when it cannot be opened. */
export async function openPhoto(photo: Photo, token: string | undefined, signal: AbortSignal): Promise<Source> {
  const blob = photo.file ?? (await fetchOne(photo, token, signal));
  try {
    return await show(blob);
  } catch (failure) {
    signal.throwIfAborted();
    return show(await toJpeg(blob, LONGEST, 0.95).catch(() => Promise.reject(failure as Error)));
  }
}

/** The original, which only its owner sees; where that is not to be had, the picture that was made of it. */
async function fetchOne({ image }: Photo, token: string | undefined, signal: AbortSignal): Promise<Blob> {
  const { original, normalized } = image?.links ?? {};
  const addresses = [original, normalized].filter((address) => address !== undefined);
  let failure: unknown = new Error("The server has no picture of it");
  for (const address of addresses) {
    try {
      return await fetchPicture(address, token, signal);
    } catch (reason) {
      signal.throwIfAborted();
      failure = reason;
    }
  }
  throw failure;
}

async function show(blob: Blob): Promise<Source> {
  const url = URL.createObjectURL(blob);
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
  } catch (failure) {
    URL.revokeObjectURL(url);
    throw failure;
  }
  return { image, release: () => URL.revokeObjectURL(url) };
}
