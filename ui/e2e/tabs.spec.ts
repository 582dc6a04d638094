import { expectAcceptedOnce } from "./harness/images.ts";
import { drawn } from "./harness/photos.ts";
import { expect, test } from "./harness/test.ts";
import { UploadPage } from "./harness/upload-page.ts";
import type { BrowserContext } from "@playwright/test";

test.describe.configure({ timeout: 120_000 });

const OBJECTS = /^\/v1\/objects\//;
const EVENTS = /^\/v1\/events/;

async function another(context: BrowserContext): Promise<UploadPage> {
  const tab = new UploadPage(await context.newPage(), test.info().project.name);
  await tab.open();
  return tab;
}

test("two tabs show the same, and each photo is sent by one of them", async ({ context, upload, world }) => {
  await upload.open();
  const second = await another(context);
  const files = drawn.accepted(3, 40);
  await upload.choose(files);
  await expectAcceptedOnce(context, world, files);
  for (const tab of [upload, second]) await tab.expectSettled({ accepted: 3 });
  expect(world.proxy.count("PUT", OBJECTS)).toBe(3);
});

test("a photo that is chosen in the second tab is sent by the first, and both show it", async ({
  context,
  upload,
  world,
}) => {
  await upload.open();
  const second = await another(context);
  const [file = ""] = drawn.accepted(1, 43);
  await second.choose(file);
  for (const tab of [upload, second]) await tab.expectStage(file, "accepted");
  await expectAcceptedOnce(context, world, [file]);
  expect(world.proxy.count("PUT", OBJECTS)).toBe(1);
});

test("the tab that uploads is closed in the middle: the other one goes on", async ({ context, upload, world }) => {
  await upload.open();
  const second = await another(context);
  world.proxy.weather({ paths: OBJECTS, bytesPerSecond: 60_000 });
  const files = drawn.accepted(4, 44);
  await upload.choose(files);
  await expect(second.in("uploading").first()).toBeVisible();
  await upload.page.close();
  world.proxy.weather({});
  await expectAcceptedOnce(context, world, files);
  await second.expectSettled({ accepted: 4 });
});

test("what is deleted in one tab goes from the other, too", async ({ context, upload, world }) => {
  await upload.open();
  const second = await another(context);
  const files = drawn.accepted(2, 48);
  const [gone = "", stays = ""] = files;
  await upload.choose(files);
  for (const tab of [upload, second]) await tab.expectSettled({ accepted: 2 });
  await second.photo(gone).locator("[data-remove]").click();
  for (const tab of [upload, second]) await tab.expectSettled({ accepted: 1 });
  await expectAcceptedOnce(context, world, [stays]);
});

test("ten tabs hold one stream, and all show the verdict", async ({ context, upload, world }) => {
  await upload.open();
  const tabs = [upload];
  while (tabs.length < 10) tabs.push(await another(context));
  expect(world.proxy.open("GET", EVENTS)).toBe(1);
  const [file = ""] = drawn.accepted(1, 50);
  await upload.choose(file);
  for (const tab of tabs) await tab.expectStage(file, "accepted");
  expect(world.proxy.open("GET", EVENTS)).toBe(1);
  expect(world.proxy.count("PUT", OBJECTS)).toBe(1);
});

test("the tab that uploads is frozen by the system: the one that is looked at takes over", async ({
  context,
  upload,
  world,
}) => {
  await upload.open();
  const second = await another(context);
  const frozen = await context.newCDPSession(upload.page);
  world.proxy.weather({ paths: OBJECTS, stalled: true });
  const files = drawn.accepted(2, 52);
  await upload.choose(files);
  await world.proxy.came(2, "PUT", OBJECTS);
  await frozen.send("Page.setWebLifecycleState", { state: "frozen" });
  world.proxy.cut();
  world.proxy.weather({});
  await second.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await second.expectSettled({ accepted: 2 }, 60_000);
  await frozen.send("Page.setWebLifecycleState", { state: "active" });
  await upload.expectSettled({ accepted: 2 }, 60_000);
  await expectAcceptedOnce(context, world, files);
});
