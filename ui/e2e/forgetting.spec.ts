import { expectAcceptedOnce } from "./harness/images.ts";
import { OwnBrowser } from "./harness/browser.ts";
import { drawn } from "./harness/photos.ts";
import { expect, test } from "./harness/test.ts";
import { UploadPage } from "./harness/upload-page.ts";

test.describe.configure({ timeout: 150_000 });

const OBJECTS = /^\/v1\/objects\//;

test("a browser that has no room to store anything uploads all the same", async ({ context, page, upload, world }) => {
  const session = await context.newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: world.url, quotaSize: 1 });
  await upload.open();
  const files = drawn.accepted(3);
  await upload.choose(files);
  await expectAcceptedOnce(context, world, files);
  await upload.expectSettled({ accepted: 3 });
});

test("a browser without any database uploads all the same", async ({ context, page, upload, world }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("refused", "SecurityError");
    };
  });
  await upload.open();
  const files = drawn.accepted(2, 3);
  await upload.choose(files);
  await expectAcceptedOnce(context, world, files);
  await upload.expectSettled({ accepted: 2 });
});

test("what was lost because nothing could be stored is said, and choosing the same file again goes on with it", async ({
  context,
  page,
  upload,
  world,
}) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("refused", "SecurityError");
    };
  });
  await upload.open();
  world.proxy.weather({ paths: OBJECTS, stalled: true });
  const [file = ""] = drawn.accepted(1, 5);
  await upload.choose(file);
  await world.proxy.came(1, "PUT", OBJECTS);
  await page.reload();
  world.proxy.weather({});
  await upload.expectStage(file, "fileNeeded");
  await expect(upload.photo(file)).toContainText("Choose this photo again");
  await upload.choose(file);
  await upload.expectStage(file, "accepted");
  await expectAcceptedOnce(context, world, [file]);
});

test("a visitor whose cookie is lost soon after it was new is known again, each time", async ({
  context,
  page,
  upload,
  world,
}) => {
  await upload.open();
  const files = drawn.accepted(2, 4);
  await upload.choose(files);
  for (let time = 0; time < 2; time++) {
    await upload.expectSettled({ accepted: 2 });
    await expect.poll(() => page.evaluate(() => document.cookie)).toBe("");
    await context.clearCookies();
    await page.reload();
  }
  await upload.expectSettled({ accepted: 2 });
  await expectAcceptedOnce(context, world, files);
});

test("a visitor whose cookie is lost later begins with an empty page, and can upload", async ({
  context,
  page,
  upload,
  world,
}) => {
  await upload.open();
  const files = drawn.accepted(2, 6);
  await upload.choose(files);
  await upload.expectSettled({ accepted: 2 });
  await expect.poll(() => page.evaluate(() => document.cookie)).toBe("");
  await page.evaluate(() => indexedDB.deleteDatabase("safelight-visitor"));
  await context.clearCookies();
  await page.reload();
  await upload.expectSettled({});
  await upload.choose(files);
  await expectAcceptedOnce(context, world, files);
  await upload.expectSettled({ accepted: 2 });
});

test("a cookie that is lost in the middle of uploads loses no photo", async ({ context, upload, world }) => {
  await upload.open();
  world.proxy.weather({ paths: OBJECTS, bytesPerSecond: 80_000 });
  const files = drawn.accepted(2, 8);
  await upload.choose(files);
  await world.proxy.came(2, "PUT", OBJECTS);
  await context.clearCookies();
  await upload.page.reload();
  world.proxy.weather({});
  await upload.expectSettled({ accepted: 2 }, 60_000);
  await expectAcceptedOnce(context, world, files);
});

test("the page is opened while the server cannot be reached behind it: it says so kindly, and recovers by itself", async ({
  page,
  upload,
  world,
}) => {
  world.proxy.weather({ paths: /^\/v1\//, status: 502 });
  await upload.open();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText(/proxy has no server/)).toHaveCount(0);
  await expect.poll(() => world.proxy.count("GET", /^\/v1\/images/)).toBeGreaterThan(1);
  world.proxy.weather({});
  await upload.choose(drawn.lake());
  await upload.expectStage(drawn.lake(), "accepted", 60_000);
});

test("the browser of somebody new is killed right after everything was accepted: it is shown again", async ({
  world,
}, info) => {
  const files = drawn.accepted(2, 10);
  const browser = new OwnBrowser();
  try {
    const before = new UploadPage(await browser.start(), info.project.name);
    await before.open(world.url);
    await before.choose(files);
    await before.expectSettled({ accepted: 2 }, 60_000);
    await browser.kill();
    const after = new UploadPage(await browser.start(), info.project.name);
    await after.open(world.url);
    await after.expectSettled({ accepted: 2 }, 60_000);
    await expectAcceptedOnce(browser.context, world, files);
  } finally {
    await browser.remove();
  }
});
