import { expectAcceptedOnce, imagesOf } from "./harness/images.ts";
import { isLong } from "./harness/long.ts";
import { drawn } from "./harness/photos.ts";
import { expect, test } from "./harness/test.ts";

const OBJECTS = /^\/v1\/objects\//;
const EVENTS = /^\/v1\/events/;
const EVERYTHING = /^\/v1\//;

test.describe.configure({ timeout: 120_000 });

test("behind a proxy that keeps answers until they have ended, each verdict is seen within five seconds", async ({
  context,
  upload,
  world,
}) => {
  world.proxy.weather({ buffering: true });
  await upload.open();
  // The first stream is believed in for a while.
  await world.proxy.came(2, "GET", EVENTS);
  await upload.choose(drawn.lake());
  await upload.expectStage(drawn.lake(), "accepted", 60_000);
  const seen = Date.now();
  const [image] = await imagesOf(context, world);
  const late = seen - Date.parse(image?.finishedAt ?? "");
  test.info().annotations.push({ type: "verdict seen by polling after", description: `${late} ms` });
  expect(late).toBeLessThan(5_000);
});

test("a proxy that cuts whatever is silent for a second only makes the page listen anew", async ({
  context,
  upload,
  world,
}) => {
  world.proxy.weather({ paths: EVENTS, idleMs: 1_000 });
  await upload.open();
  await world.proxy.came(3, "GET", EVENTS);
  const files = drawn.accepted(2);
  await upload.choose(files);
  await expectAcceptedOnce(context, world, files);
  await upload.expectSettled({ accepted: 2 });
});

test("an upload that is cut in the middle is sent again, and is there once", async ({ context, upload, world }) => {
  await upload.open();
  world.proxy.weather({ paths: OBJECTS, cutAfterBytes: 60_000, times: 2 });
  const files = drawn.accepted(2, 2);
  await upload.choose(files);
  await expectAcceptedOnce(context, world, files);
  await upload.expectSettled({ accepted: 2 });
  expect(world.proxy.count("PUT", OBJECTS)).toBeGreaterThanOrEqual(4);
});

test("a server that is busy says when to come again, the page says that it waits, and comes", async ({
  context,
  upload,
  world,
}) => {
  await upload.open();
  world.proxy.weather({ paths: /^\/v1\/uploads\/sign$/, status: 503, headers: { "Retry-After": "2" }, times: 1 });
  const [file = ""] = drawn.accepted(1, 4);
  const begun = Date.now();
  await upload.choose(file);
  await expect(upload.photo(file).getByText(/again in/i)).toBeVisible();
  await expectAcceptedOnce(context, world, [file]);
  await upload.expectSettled({ accepted: 1 });
  expect(Date.now() - begun).toBeGreaterThanOrEqual(2_000);
});

test("too many requests: the page slows down as it is told, and nothing is lost", async ({
  context,
  upload,
  world,
}) => {
  await upload.open();
  world.proxy.weather({ paths: EVERYTHING, status: 429, headers: { "Retry-After": "1" }, times: 6 });
  const files = drawn.accepted(3, 5);
  await upload.choose(files);
  await expectAcceptedOnce(context, world, files, 60_000);
  await upload.expectSettled({ accepted: 3 });
});

test("a store that is busy is sent the photo later", async ({ context, upload, world }) => {
  await upload.open();
  world.proxy.weather({ paths: OBJECTS, status: 503, headers: { "Retry-After": "1" }, times: 2 });
  const files = drawn.accepted(2, 8);
  await upload.choose(files);
  await expectAcceptedOnce(context, world, files);
  await upload.expectSettled({ accepted: 2 });
});

for (const status of [502, 504]) {
  test(`pages of HTML from a proxy without a server (${status}) never reach the user, and it goes on`, async ({
    context,
    page,
    upload,
    world,
  }) => {
    await upload.open();
    world.proxy.weather({ paths: EVERYTHING, status, times: 12 });
    const files = drawn.accepted(2, 10);
    await upload.choose(files);
    await expect.poll(() => world.proxy.passed.filter((it) => it.status === status).length).toBeGreaterThan(1);
    await expect(page.getByText("The proxy has no server")).toHaveCount(0);
    await expectAcceptedOnce(context, world, files, 60_000);
    await upload.expectSettled({ accepted: 2 });
  });
}

test("an upload that is stuck for half a minute is noticed, said, and begun again", async ({
  context,
  page,
  upload,
  world,
}) => {
  // The half minute is of the browser's clock; only with enough time it is one of ours too.
  if (!isLong) await page.clock.install();
  await upload.open();
  world.proxy.weather({ paths: OBJECTS, stalled: true, times: 1 });
  const [file = ""] = drawn.accepted(1, 12);
  await upload.choose(file);
  await world.proxy.came(1, "PUT", OBJECTS);
  await upload.expectStage(file, "uploading");
  if (!isLong) await page.clock.fastForward(31_000);
  await world.proxy.came(2, "PUT", OBJECTS);
  await expectAcceptedOnce(context, world, [file]);
  await upload.expectSettled({ accepted: 1 });
});

test("a stream that is slow to begin does not hold up the page", async ({ context, upload, world }) => {
  world.proxy.weather({ paths: EVENTS, delayMs: 6_000 });
  await upload.open();
  const [file = ""] = drawn.accepted(1, 13);
  await upload.choose(file);
  await expectAcceptedOnce(context, world, [file]);
  await upload.expectSettled({ accepted: 1 }, 60_000);
});

test("a network that loses a third of all requests loses no photo, and doubles none", async ({
  context,
  upload,
  world,
}) => {
  await upload.open();
  const cutting = setInterval(() => world.proxy.cut(), 700);
  try {
    world.proxy.weather({ paths: OBJECTS, bytesPerSecond: 300_000 });
    const files = drawn.accepted(5, 14);
    await upload.choose(files);
    await world.proxy.came(8, "PUT", OBJECTS);
    clearInterval(cutting);
    await expectAcceptedOnce(context, world, files, 60_000);
    await upload.expectSettled({ accepted: 5 });
  } finally {
    clearInterval(cutting);
  }
});
