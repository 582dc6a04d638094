import { expect, type BrowserContext } from "@playwright/test";
import { basename } from "node:path";
import type { World } from "./test.ts";

export interface StoredImage {
  readonly imageId: string;
  readonly filename: string;
  readonly status: string;
  readonly finishedAt?: string;
}

/** All images of this visitor, as the server itself says, whatever the weather is: a cookie goes to every port of a host. */
export async function imagesOf(context: BrowserContext, world: World): Promise<readonly StoredImage[]> {
  const reply = await context.request.get(`http://localhost:${world.server.port}/v1/images?limit=200`);
  if (!reply.ok()) throw new Error(`the list of images was answered with ${reply.status()}`);
  const { items } = (await reply.json()) as { items: readonly StoredImage[] };
  return items;
}

/** Waits until the server has each of these files accepted, exactly once, and nothing else: none lost, none twice. */
export async function expectAcceptedOnce(
  context: BrowserContext,
  world: World,
  files: readonly string[],
  timeout = 30_000,
): Promise<void> {
  const said = async () =>
    (await imagesOf(context, world))
      .map(({ filename, status }) => `${filename} ${status}`)
      .sort((a, b) => (a < b ? -1 : 1));
  const wanted = files.map((file) => `${basename(file)} ACCEPTED`).sort((a, b) => (a < b ? -1 : 1));
  await expect.poll(said, { timeout }).toEqual(wanted);
}
