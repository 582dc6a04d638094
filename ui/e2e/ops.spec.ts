import type { Page } from "@playwright/test";
import { mkdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expectNoAxeViolations } from "./harness/axe.ts";
import { drawn } from "./harness/photos.ts";
import { screens } from "./harness/places.ts";
import { expect, test } from "./harness/test.ts";
import type { Stage, UploadPage } from "./harness/upload-page.ts";

const KEY = "an-operator-key-for-scenarios";

test.use({ settings: { SAFELIGHT_OPERATOR_KEY: `anna=${KEY}` } });

async function enter(page: Page, place = ""): Promise<void> {
  await page.goto(`/ops${place}`);
  await page.getByLabel("Operator key").fill(KEY);
  await page.getByRole("button", { name: "Open" }).click();
  await expect(page.getByRole("navigation", { name: "Sections" })).toBeVisible();
}

async function shot(page: Page, project: string, name: string): Promise<void> {
  const folder = resolve(screens, project);
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: resolve(folder, `ops-${name}.png`), fullPage: true, animations: "disabled" });
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
  await shot(page, info.project.name, "overview");
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
  await shot(page, info.project.name, "queues");
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
  await shot(page, info.project.name, "story");
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
