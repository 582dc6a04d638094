import { readFileSync } from "node:fs";
import type { APIRequestContext, Page } from "@playwright/test";
import { isLong } from "./harness/long.ts";
import { drawn } from "./harness/photos.ts";
import { queue } from "./harness/queues.ts";
import { expect, test } from "./harness/test.ts";
import { UploadPage } from "./harness/upload-page.ts";
import { unzip } from "./harness/zip.ts";

const KEY = "a-key-of-the-operator-for-tests";

/** An archive is kept for as short as may be, so that one can be seen to run out. */
test.use({ settings: { SAFELIGHT_ARCHIVE_KEPT: "1m", SAFELIGHT_OPERATOR_KEY: KEY } });

type State = Awaited<ReturnType<APIRequestContext["storageState"]>>;

/** Who ordered an archive before all scenarios; the last one looks what became of it. */
let early: State;

test.beforeAll(async ({ browser, world }) => {
  const context = await browser.newContext({ baseURL: world.url });
  const upload = new UploadPage(await context.newPage(), "early");
  await upload.open();
  await upload.choose([drawn.lake(), drawn.sideways()]);
  await upload.expectSettled({ accepted: 2 });
  await order(upload.page).click();
  await expect(upload.page.locator("[data-status=completed]")).toHaveCount(1);
  early = await context.storageState();
  await context.close();
});

const order = (page: Page) => page.getByRole("button", { name: "Download all accepted" });

/** Without the list of what is in the archive. */
const photosIn = (files: ReadonlyMap<string, Buffer>) => [...files.keys()].filter((name) => name.endsWith(".jpg"));

test("all accepted ones are packed, a toast says when, and the link delivers them", async ({ page, upload }) => {
  await upload.open();
  await expect(order(page)).toHaveCount(0); // there is nothing to be had yet
  await upload.choose([drawn.lake(), drawn.sideways(), drawn.rejected("TOO_DARK")]);
  await upload.expectSettled({ accepted: 2, rejected: 1 });
  await order(page).click();
  await expect(page.locator("[data-status=completed]")).toContainText("Archive of 2 photos");
  await expect(page.locator("[data-status=completed]")).toContainText(/Ready, \d+ KB · Kept until/);
  await expect(page.getByText("Your photos are ready to be saved")).toBeVisible();
  const saving = page.waitForEvent("download");
  await page.getByRole("link", { name: "Save the archive of 2 photos" }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toMatch(/\.zip$/);
  const files = unzip(readFileSync(await saved.path()));
  const pictures = photosIn(files);
  expect(pictures).toHaveLength(2);
  for (const name of pictures) expect(files.get(name)?.readUInt16BE(0)).toBe(0xffd8);
});

test("an archive that waits can be cancelled, and others wait beside it", async ({ page, upload, world }) => {
  await upload.open();
  await upload.choose(drawn.lake());
  await upload.expectStage(drawn.lake(), "accepted");
  await queue(world, KEY, "build", "pause");
  await order(page).click();
  await expect(page.locator("[data-status=queued]")).toHaveCount(1);
  await expect(page.getByRole("progressbar", { name: "Archive" })).toBeVisible();
  await upload.choose(drawn.sideways());
  await upload.expectStage(drawn.sideways(), "accepted");
  await order(page).click();
  await expect(page.locator("[data-status=queued]")).toHaveCount(2);
  await upload.shot("downloads-waiting");
  await page.getByRole("button", { name: "Cancel the archive of 1 photo", exact: true }).click();
  await expect(page.getByText("Archive of 1 photo", { exact: true })).toHaveCount(0);
  await queue(world, KEY, "build", "resume");
  await expect(page.locator("[data-status=completed]")).toContainText("Archive of 2 photos");
  await page.reload();
  await expect(page.locator("[data-status=completed]")).toHaveCount(1);
  await expect(page.getByText("Archive of 1 photo", { exact: true })).toHaveCount(0);
});

test("a browser that was closed finds its archive when it is opened again", async ({
  page,
  upload,
  context,
  world,
  another,
}) => {
  await upload.open();
  await upload.choose(drawn.lake());
  await upload.expectStage(drawn.lake(), "accepted");
  await queue(world, KEY, "build", "pause");
  await order(page).click();
  await expect(page.locator("[data-status=queued]")).toHaveCount(1);
  const storageState = await context.storageState();
  await page.close();
  await queue(world, KEY, "build", "resume");
  const reopened = await another({ storageState });
  await reopened.open();
  await expect(reopened.page.locator("[data-status=completed]")).toHaveCount(1);
  const link = reopened.page.getByRole("link", { name: "Save the archive of 1 photo", exact: true });
  const reply = await reopened.page.request.get((await link.getAttribute("href")) ?? "");
  expect(photosIn(unzip(await reply.body()))).toHaveLength(1);
});

test("the toast saves the archive as well, and can be closed", async ({ page, upload }) => {
  await upload.open();
  await upload.choose(drawn.lake());
  await upload.expectStage(drawn.lake(), "accepted");
  await order(page).click();
  const toast = page.locator(".toast");
  await expect(toast).toContainText("Your photos are ready to be saved");
  const saving = page.waitForEvent("download");
  await toast.getByRole("button", { name: "Save" }).click();
  expect(photosIn(unzip(readFileSync(await (await saving).path())))).toHaveLength(1);
  await expect(toast).toHaveCount(0);
});

test("an archive that is no longer kept says so, and is made again when asked", async ({ another }) => {
  test.skip(!isLong, "an archive is kept for a minute at least: ./test --long");
  test.setTimeout(120_000);
  const later = await another({ storageState: early });
  await later.open();
  await expect(later.page.locator("[data-status=expired]")).toContainText("No longer kept. Ask for it again.", {
    timeout: 90_000,
  });
  await later.page.getByRole("button", { name: "Ask again for the archive of 2 photos" }).click();
  await expect(later.page.locator("[data-status=completed]")).toContainText("Archive of 2 photos");
});
