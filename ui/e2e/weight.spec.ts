import type { Page } from "@playwright/test";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { drawn } from "./harness/photos.ts";
import { expect, test } from "./harness/test.ts";

const MOST = 150_000;

/** Addresses of the scripts, styles and programs that the page has loaded, its workers' included. */
function loadedBy(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map(({ name }) => name)
      .filter((name) => /\.(js|css|wasm)$/.test(new URL(name).pathname)),
  );
}

/** How long it is when it comes compressed by gzip. */
async function gzipped(address: string): Promise<number> {
  const [reply] = (await once(get(address, { headers: { "Accept-Encoding": "gzip" } }), "response")) as [
    IncomingMessage,
  ];
  expect(reply.headers["content-encoding"]).toBe("gzip");
  let bytes = 0;
  reply.on("data", (chunk: Buffer) => (bytes += chunk.length));
  await once(reply, "end");
  return bytes;
}

test("the first visit loads at most 150 kB of scripts and styles, and no decoder", async ({ page, upload, world }) => {
  await upload.open();
  await world.proxy.came(1, "GET", /^\/v1\/events/);
  await world.proxy.came(1, "GET", /^\/v1\/images/);
  const files = await loadedBy(page);
  const sizes = await Promise.all(files.map(gzipped));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`first load: ${total} bytes in ${files.length} files`);
  expect(total).toBeGreaterThan(10_000);
  expect(total).toBeLessThanOrEqual(MOST);
  expect(world.proxy.count("GET", /heic|heif/i)).toBe(0);
});

test("a JPEG needs no decoder of ours, a HEIC that the browser cannot read fetches it", async ({ upload, world }) => {
  await upload.open();
  await upload.choose(drawn.lake());
  await upload.expectStage(drawn.lake(), "accepted");
  expect(world.proxy.count("GET", /heic/i)).toBe(0);
  // By its first bytes it is one, which is all that the page goes by before it decodes.
  const head = Buffer.from([0, 0, 0, 24, ...Buffer.from("ftypheic"), 0, 0, 0, 0, ...Buffer.from("mif1heic")]);
  const buffer = Buffer.concat([head, readFileSync(drawn.sideways())]);
  await upload.choose({ name: "IMG_0001.HEIC", mimeType: "image/heic", buffer });
  await world.proxy.came(1, "GET", /heic/i);
});
