import type { Page } from "@playwright/test";
import { readFileSync, renameSync } from "node:fs";
import { resolve } from "node:path";
import { expectNoAxeViolations } from "./harness/axe.ts";
import { imagesOf } from "./harness/images.ts";
import { drawn } from "./harness/photos.ts";
import { KEY, Operator } from "./harness/operator.ts";
import { queue } from "./harness/queues.ts";
import { shot } from "./harness/shot.ts";
import { expect, test } from "./harness/test.ts";
import type { Stage, UploadPage } from "./harness/upload-page.ts";

test.use({ settings: Operator.settings });

async function enter(page: Page, place = ""): Promise<void> {
  await page.goto(`/ops${place}`);
  await page.getByLabel("Operator key").fill(KEY);
  await page.getByRole("button", { name: "Open" }).click();
  await expect(page.getByRole("navigation", { name: "Sections" })).toBeVisible();
}

test("a wrong key is refused kindly; the right one is kept for this tab, and is in no address", async ({ page }) => {
  await page.goto("/ops");
  await expect(page.getByRole("heading", { name: "Who is there?" })).toBeVisible();
  await expectNoAxeViolations(page, "before a key is given");
  await page.getByLabel("Operator key").fill("quite-another-key-than-that");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("This key is not known here");
  await page.getByLabel("Operator key").fill(KEY);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  expect(page.url()).not.toContain(KEY);
  await page.getByRole("button", { name: "Leave" }).click();
  await page.reload();
  await expect(page.getByLabel("Operator key")).toBeVisible();
});

test("the overview says what works, what there is and how it went @every-size", async ({ page }, info) => {
  await enter(page);
  const health = page.getByRole("region", { name: "Health" });
  await expect(health.getByRole("listitem").filter({ hasText: "Database" })).toContainText("Works");
  await expect(health.getByText("Does not work")).toHaveCount(0);
  await expect(page.getByRole("img", { name: /photos? accepted/ })).toBeVisible();
  await page.getByText("What became of photos as a table").click();
  await expect(page.getByRole("table", { name: "What became of photos" })).toBeVisible();
  await expectNoAxeViolations(page, "overview");
  await page.getByText("What became of photos as a table").click();
  await shot(page, info.project.name, "ops-overview");
});

test("a queue is paused and resumed, each time after a question @every-size", async ({ page }, info) => {
  await enter(page, "#/queues");
  const row = page.getByRole("row").filter({ hasText: "Judge photos" });
  await row.getByRole("button", { name: "Pause" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("will wait until you resume");
  await expectNoAxeViolations(page, "the question");
  await dialog.getByLabel("Why?").fill("the store is looked at");
  await dialog.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(dialog).toContainText("“Judge photos” is paused.");
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(row.getByText(/Paused|Draining/)).toBeVisible();
  await expectNoAxeViolations(page, "queues");
  await shot(page, info.project.name, "ops-queues");
  await row.getByRole("button", { name: "Resume" }).click();
  await dialog.getByLabel("Why?").fill("the store is well");
  await dialog.getByRole("button", { name: "Resume", exact: true }).click();
  await expect(dialog).toContainText("goes on");
  await page.keyboard.press("Escape");
  await expect(row.getByText("Running")).toBeVisible();
});

const INERT = `<img src=x onerror="document.title='owned'">.jpg`;

/** Chooses a photo as its user does, and says by which id the server knows it. */
async function uploaded(upload: UploadPage, file: string, name: string, stage: Stage): Promise<string> {
  await upload.open();
  await upload.choose({ name, mimeType: "image/jpeg", buffer: readFileSync(file) });
  await upload.expectStage(name, stage);
  const reply = await upload.page.request.get("/v1/images?limit=1");
  const { items } = (await reply.json()) as { items: readonly { imageId: string }[] };
  return items[0]?.imageId ?? "";
}

test("from a photo's id to why it was refused: one search, no click more @every-size", async ({
  page,
  upload,
}, info) => {
  const imageId = await uploaded(upload, drawn.rejected("TOO_DARK"), "night.jpg", "rejected");
  await enter(page);
  await page.getByRole("searchbox", { name: "Find an image" }).fill(imageId);
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await expect(page.getByRole("region", { name: "Cause" })).toContainText("Rejected by the rules");
  await expect(page.getByRole("img", { name: /night\.jpg/ })).toBeVisible();
  await expect(page.getByRole("region", { name: "What happened" }).getByRole("listitem").last()).toContainText(
    "Rejected",
  );
  await expectNoAxeViolations(page, "story");
  await shot(page, info.project.name, "ops-story");
});

test("a file is found by how its name begins, and whatever it is called is only text", async ({ page, upload }) => {
  await uploaded(upload, drawn.lake(), INERT, "accepted");
  await enter(page);
  await page.getByRole("searchbox", { name: "Find an image" }).fill("<img src=x");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Cause" })).toContainText("Accepted");
  await expect(page.getByText(INERT).first()).toBeVisible();
  await page.getByRole("link", { name: "Images", exact: true }).click();
  await page.getByLabel("State").selectOption("Accepted");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("link", { name: INERT })).toBeVisible();
  await expect(page).toHaveTitle("Images · Safelight operator");
  await expectNoAxeViolations(page, "images");
});

test("what is rejected is accepted all the same, for a reason that the audit keeps", async ({ page, upload }) => {
  const imageId = await uploaded(upload, drawn.rejected("TOO_DARK"), "cellar.jpg", "rejected");
  await enter(page, "#/images?status=REJECTED");
  await page.getByRole("checkbox", { name: "Choose cellar.jpg" }).check();
  await page.getByRole("button", { name: "Accept", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Accept “cellar.jpg”?" });
  await dialog.getByLabel("Why?").fill("the cellar is dark by nature");
  await expectNoAxeViolations(page, "asking to accept");
  await dialog.getByRole("button", { name: "Accept 1 image" }).click();
  await expect(dialog.getByRole("status")).toHaveText("1 image accepted, 0 unchanged.");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("link", { name: "cellar.jpg" })).toHaveCount(0);
  await page.goto(`/ops#/images/${imageId}`);
  await expect(page.getByRole("region", { name: "Cause" }).getByRole("button", { name: "Reject" })).toBeVisible();
  await page.getByRole("link", { name: "Audit", exact: true }).click();
  await expect(page.getByRole("row").filter({ hasText: "the cellar is dark by nature" })).toContainText("anna");
  await expectNoAxeViolations(page, "audit");
  for (const section of ["Downloads", "Errors", "Webhooks"]) {
    await page.getByRole("link", { name: section, exact: true }).click();
    await expect(page.getByText(/There are no/).first()).toBeVisible();
    await expectNoAxeViolations(page, section);
  }
});

/** Says why, sends it off, and waits for what it says was done. */
async function confirm(page: Page, why: string, button: string, done: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why?").fill(why);
  await dialog.getByRole("button", { name: button, exact: true }).click();
  await expect(dialog.getByRole("status")).toHaveText(done);
  await page.keyboard.press("Escape");
}

test("archives that wait are cancelled, one and then all that match, and who waits is told @every-size", async ({
  page,
  another,
  world,
}, info) => {
  const visitor = await another();
  await visitor.open();
  await queue(world, KEY, "build", "pause");
  for (const [ordered, file] of [drawn.lake(), drawn.sideways()].entries()) {
    await visitor.choose(file);
    await visitor.expectStage(file, "accepted");
    await visitor.page.getByRole("button", { name: "Download all accepted" }).click();
    await expect(visitor.page.locator("[data-status=queued]")).toHaveCount(ordered + 1);
  }
  await enter(page, "#/downloads?status=queued");
  const rows = page.getByRole("row").filter({ hasText: "Queued" });
  await expect(rows).toHaveCount(2);
  await shot(page, info.project.name, "ops-downloads");
  await expectNoAxeViolations(page, "downloads");
  const id = (await rows.first().getByRole("link").first().textContent()) ?? "";
  await rows.first().getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("dialog")).toContainText("1 download will be cancelled for good");
  await shot(page, info.project.name, "ops-downloads-question");
  await confirm(page, "asked for by mistake", "Cancel 1 download", "1 download cancelled, 0 unchanged.");
  await expect(rows).toHaveCount(1);
  await expect(visitor.page.locator("[data-status=queued]")).toHaveCount(1);
  await page.getByRole("checkbox", { name: "All that match, listed or not" }).check();
  await page.getByLabel("At most").selectOption("10");
  await page.getByRole("group", { name: "Actions" }).getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("dialog")).toContainText("Those that match (State: Queued)");
  await confirm(page, "the disk is full", "Cancel up to 10 downloads", "1 download cancelled, 0 unchanged.");
  await expect(page.getByText("There are no such downloads.")).toBeVisible();
  await expect(visitor.page.locator("[data-status=queued]")).toHaveCount(0);
  await queue(world, KEY, "build", "resume");
  await page.getByRole("searchbox").fill(id);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Download" })).toContainText("Cancelled");
  await expect(page.getByRole("region", { name: "Photos asked for" })).toBeVisible();
  await expectNoAxeViolations(page, "a download");
  await shot(page, info.project.name, "ops-download");
  await page.getByRole("link", { name: "Audit", exact: true }).click();
  await expect(page.getByRole("row").filter({ hasText: "the disk is full" })).toContainText("state: queued");
  await expect(page.getByRole("row").filter({ hasText: "asked for by mistake" }).getByText(id)).toBeVisible();
});

test("what one error stopped is retried at once, and the audit says which error it was", async ({
  page,
  another,
  world,
}, info) => {
  const visitor = await another();
  const objects = resolve(world.server.data, "objects/images");
  const away = resolve(world.server.data, "away");
  await visitor.open();
  await queue(world, KEY, "judge", "pause");
  await visitor.choose([drawn.lake(), drawn.sideways()]);
  // Until they have been looked for: what is not there by then has only never arrived.
  const statuses = async () => (await imagesOf(visitor.page.context(), world)).map(({ status }) => status);
  await expect.poll(statuses).toEqual(["PROCESSING", "PROCESSING"]);
  renameSync(objects, away);
  await queue(world, KEY, "judge", "resume");
  await visitor.expectSettled({ error: 2 });
  renameSync(away, objects);
  await enter(page, "#/errors");
  const row = page.getByRole("row").filter({ hasText: "OBJECT_GONE" });
  await expect(row).toContainText("2 wait for you");
  await shot(page, info.project.name, "ops-errors");
  await row.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByRole("dialog")).toContainText("Every image that this error stopped in the last 24 hours");
  await expectNoAxeViolations(page, "asking to retry what an error stopped");
  await confirm(page, "the folder is back", "Retry 2 images", "2 images went back to work, 0 unchanged.");
  await visitor.expectSettled({ accepted: 2 });
  await expect(row).toHaveCount(0);
  await page.getByRole("link", { name: "Audit", exact: true }).click();
  await expect(page.getByRole("row").filter({ hasText: "the folder is back" })).toContainText(
    /what error [0-9a-f]{16}/,
  );
});
