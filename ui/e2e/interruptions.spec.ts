import type { Page } from "@playwright/test";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { OwnBrowser } from "./harness/browser.ts";
import { expectAcceptedOnce } from "./harness/images.ts";
import { random, times } from "./harness/long.ts";
import { drawn } from "./harness/photos.ts";
import { test, type World } from "./harness/test.ts";
import { UploadPage } from "./harness/upload-page.ts";

const PHOTOS = 6;
/** What is asked for because of photos: that somebody is new here is said before any is chosen. */
const ANYTHING = /^\/v1\/(?!visitors\/)/;

/** Uploads that take a while, so that there is something to interrupt. */
const SLOW = { paths: /^\/v1\/objects\//, bytesPerSecond: 150_000 };

/** A photo in each of six uploads: the moments are spread over the requests that these make, and the time between two. */
async function moment(world: World, seed: number): Promise<void> {
  const next = random(seed);
  const requests = world.proxy.passed.filter(({ path }) => ANYTHING.test(path)).length;
  const posts = 1 + Math.floor(next() * 2);
  if (next() < 0.3) await world.proxy.came(posts, "POST", ANYTHING);
  else await world.proxy.came(1 + Math.floor(next() * PHOTOS), "PUT", ANYTHING);
  const pause = Math.floor(next() * 700);
  test.info().annotations.push({ type: "moment", description: `${requests} requests before, then ${pause} ms` });
  await sleep(pause);
}

async function expectAll(world: World, upload: UploadPage, files: readonly string[]): Promise<void> {
  await expectAcceptedOnce(upload.page.context(), world, files, 90_000);
  await upload.expectSettled({ accepted: files.length }, 30_000);
}

for (const seed of times(2, 20)) {
  test(`a refresh at a random moment, the ${seed}.: nothing is lost, nothing is there twice`, async ({
    upload,
    world,
  }) => {
    test.setTimeout(150_000);
    const files = drawn.accepted(PHOTOS, seed);
    await upload.open();
    world.proxy.weather(SLOW);
    await upload.choose(files);
    await moment(world, seed);
    await upload.page.reload();
    world.proxy.weather({});
    await expectAll(world, upload, files);
  });
}

for (const seed of times(2, 20)) {
  test(`no network at a random moment, the ${seed}., and again: it goes on by itself`, async ({
    context,
    upload,
    world,
  }) => {
    test.setTimeout(150_000);
    const files = drawn.accepted(PHOTOS, seed);
    await upload.open();
    world.proxy.weather(SLOW);
    await upload.choose(files);
    await moment(world, 100 + seed);
    await context.setOffline(true);
    world.proxy.offline();
    await upload.page
      .getByRole("status")
      .filter({ hasText: /offline/i })
      .waitFor();
    world.proxy.online();
    world.proxy.weather({});
    await context.setOffline(false);
    await expectAll(world, upload, files);
  });
}

// In the short run it crashes once, in upload.spec.ts.
for (const seed of times(0, 20)) {
  test(`the server is killed at a random moment, the ${seed}.: nothing is lost, nothing is there twice`, async ({
    upload,
    world,
  }) => {
    test.setTimeout(240_000);
    const files = drawn.accepted(PHOTOS, seed);
    await upload.open();
    world.proxy.weather(SLOW);
    await upload.choose(files);
    await moment(world, 200 + seed);
    await world.server.kill();
    world.proxy.weather({});
    await world.server.restart();
    await expectAll(world, upload, files);
  });
}

for (const seed of times(1, 20)) {
  test(`the browser is killed at a random moment, the ${seed}., and opened again: nothing is lost, nothing is there twice`, async ({
    world,
  }, info) => {
    test.setTimeout(150_000);
    const files = drawn.accepted(PHOTOS, seed);
    const browser = new OwnBrowser();
    const opened = async (page: Page) => {
      const upload = new UploadPage(page, info.project.name);
      await upload.open(world.url);
      return upload;
    };
    try {
      const before = await opened(await browser.start());
      world.proxy.weather(SLOW);
      await before.choose(files);
      await moment(world, 300 + seed);
      // What was not written down in that moment nobody can know; it may be asked for again, and nothing else may.
      const unwritten = await before.unwritten();
      await browser.kill();
      world.proxy.weather({});
      const after = await opened(await browser.start());
      await after.giveAgain(files.filter((file) => unwritten.includes(basename(file))));
      await expectAll(world, after, files);
    } finally {
      await browser.remove();
    }
  });
}
