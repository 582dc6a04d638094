import { Problem, type Client, type Image } from "@safelight/client";
import type { UppyFile } from "@uppy/core";

/** What we keep beside each of Uppy's files. */
export type Meta = Record<string, unknown> & { imageId?: string };
export type Body = Record<string, never>;

const FINAL = ["ACCEPTED", "REJECTED", "UPLOAD_FAILED", "ERROR"];

/**
 * Where to put a file, and with which headers. One that Uppy tries again keeps its `imageId` and gets a fresh URL: signing
 * it anew would take a second place in the set.
 */
export async function signed(client: Client, file: UppyFile<Meta, Body>, signal?: AbortSignal) {
  const { imageId } = file.meta;
  const stop = signal ? { signal } : {};
  const { data } =
    imageId === undefined
      ? await client.api.POST("/v1/uploads/sign", { body: described(file), ...stop })
      : await client.api.POST("/v1/uploads/{imageId}/sign", { params: { path: { imageId } }, ...stop });
  if (!data || !("uploadUrl" in data)) throw new Error("One file was asked for, and the answer is about several");
  const headers = Object.entries(data.headers).filter(([header]) => header.toLowerCase() !== "content-length");
  return {
    imageId: data.imageId,
    url: new URL(data.uploadUrl, new URL(client.baseUrl, location.href)).href,
    headers: Object.fromEntries(headers), // without the one that only the browser may set
  };
}

function described({ name, type, size }: UppyFile<Meta, Body>) {
  return { filename: name, contentType: type, size: size ?? 0 };
}

/** Says that the bytes are there, as often as it takes until the verdict is the answer. */
export async function completed(client: Client, imageId: string): Promise<Image> {
  const params = { header: { Prefer: "wait=20" } };
  for (;;) {
    const { data } = await client.api.POST("/v1/uploads/complete", { params, body: { imageId } });
    if (data && "reasons" in data && FINAL.includes(data.status)) return data;
  }
}

/** Frees the place of an upload that is given up. One that has just become a photo stays. */
export async function abandon(client: Client, imageId: string): Promise<void> {
  try {
    await client.api.DELETE("/v1/uploads/{imageId}", { params: { path: { imageId } } });
  } catch (failure) {
    if (!(failure instanceof Problem) || failure.code !== "ALREADY_A_PHOTO") throw failure;
  }
}
