import { expectAcceptedOnce } from "./harness/images.ts";
import { isLong } from "./harness/long.ts";
import { drawn } from "./harness/photos.ts";
import { expect, test } from "./harness/test.ts";

// Addresses that end while a photo is on its way, and bytes that come when nobody waits for them any more.
test.use({ settings: { SAFELIGHT_URL_VALID_FOR: "2s", SAFELIGHT_UPLOAD_DEADLINE: "12s" } });
test.describe.configure({ timeout: 120_000 });

const OBJECTS = /^\/v1\/objects\//;

test("offline for longer than an address is good: a fresh one is asked for, and the photo is there once", async ({
  context,
  upload,
  world,
}) => {
  await upload.open();
  world.proxy.weather({ paths: OBJECTS, stalled: true });
  const files = drawn.accepted(2, 30);
  await upload.choose(files);
  await world.proxy.came(1, "PUT", OBJECTS);
  await context.setOffline(true);
  world.proxy.offline();
  await expect(upload.in("paused")).toHaveCount(2);
  const signed = world.proxy.count("POST", /sign$/);
  const end = Date.now() + 2_500;
  await expect.poll(() => Date.now()).toBeGreaterThan(end);
  world.proxy.online();
  world.proxy.weather({});
  await context.setOffline(false);
  await expectAcceptedOnce(context, world, files);
  await upload.expectSettled({ accepted: 2 });
  expect(world.proxy.count("POST", /^\/v1\/uploads\/[0-9a-f-]+\/sign$/)).toBeGreaterThan(0);
  expect(world.proxy.count("POST", /sign$/)).toBeGreaterThan(signed);
});

test("a store that says the address is no longer good is sent the photo by another one", async ({
  context,
  upload,
  world,
}) => {
  await upload.open();
  world.proxy.weather({ paths: OBJECTS, status: 403, times: 2 });
  const files = drawn.accepted(2, 32);
  await upload.choose(files);
  await expectAcceptedOnce(context, world, files);
  await upload.expectSettled({ accepted: 2 });
});

test("away for longer than the server waits for the bytes: the upload begins anew by itself, and is there once", async ({
  context,
  page,
  upload,
  world,
}) => {
  test.skip(!isLong, "the server waits for the bytes for ten seconds at least: ./test --long");
  await upload.open();
  world.proxy.weather({ paths: OBJECTS, stalled: true });
  const [file = ""] = drawn.accepted(1, 34);
  await upload.choose(file);
  await world.proxy.came(1, "PUT", OBJECTS);
  await page.goto("about:blank");
  const given = async () => {
    const reply = await context.request.get(`http://localhost:${world.server.port}/v1/images`);
    return ((await reply.json()) as { items: { status: string }[] }).items.map(({ status }) => status);
  };
  await expect.poll(given, { timeout: 90_000 }).toEqual(["UPLOAD_FAILED"]);
  world.proxy.clear();
  await upload.open();
  await upload.expectSettled({ accepted: 1 }, 60_000);
  const left = await given();
  expect(left.filter((status) => status === "ACCEPTED")).toHaveLength(1);
});
