import type { CDPSession } from "@playwright/test";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drawn } from "./harness/photos.ts";
import { expect, test } from "./harness/test.ts";

/** Drops files or folders of the disk, as a person does with the mouse: the browser makes the events itself. */
async function drop(client: CDPSession, paths: string[], at: { x: number; y: number }): Promise<void> {
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await client.send("Input.dispatchDragEvent", { type, ...at, data });
  }
}

test("photos are dropped anywhere on the page", async ({ page, upload }) => {
  await upload.open();
  await drop(await page.context().newCDPSession(page), drawn.accepted(2, 42), { x: 1000, y: 600 });
  await upload.expectSettled({ accepted: 2 });
});

test("a whole folder is dropped, with a folder in it and things that are no photos", async ({ page, upload }) => {
  const [one = "", two = ""] = drawn.accepted(2, 44);
  const folder = mkdtempSync(join(tmpdir(), "safelight-folder-"));
  mkdirSync(join(folder, "june"));
  copyFileSync(one, join(folder, "one.jpg"));
  copyFileSync(two, join(folder, "june", "two.jpg"));
  await upload.open();
  await drop(await page.context().newCDPSession(page), [folder], { x: 200, y: 300 });
  await upload.expectStage("one.jpg", "accepted");
  await upload.expectStage("two.jpg", "accepted");
  await upload.expectSettled({ accepted: 2 });
  rmSync(folder, { recursive: true });
});

test("while something is dragged over the page it says where to let go, until it is let go", async ({
  page,
  upload,
}) => {
  await upload.open();
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files: [drawn.lake()], dragOperationsMask: 1 };
  await client.send("Input.dispatchDragEvent", { type: "dragEnter", x: 1000, y: 600, data });
  await client.send("Input.dispatchDragEvent", { type: "dragOver", x: 1000, y: 600, data });
  await expect(page.getByText("Let go to add them")).toBeVisible();
  await upload.shot("dragging");
  await client.send("Input.dispatchDragEvent", { type: "drop", x: 1000, y: 600, data });
  await expect(page.getByText("Let go to add them")).toBeHidden();
  await upload.expectSettled({ accepted: 1 });
});

test("a picture that was copied is pasted", async ({ page, upload, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await upload.open();
  const picture = readFileSync(drawn.png()).toString("base64");
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    await navigator.clipboard.write([new ClipboardItem({ "image/png": new Blob([bytes], { type: "image/png" }) })]);
  }, picture);
  await page.keyboard.press("ControlOrMeta+V");
  await upload.expectSettled({ accepted: 1 });
});

test("the button opens the browser's own dialog, for several files", async ({ page, upload }) => {
  const choosing = page.waitForEvent("filechooser");
  await upload.open();
  await page.getByRole("button", { name: "Choose photos" }).click();
  const chooser = await choosing;
  expect(chooser.isMultiple()).toBe(true);
  await chooser.setFiles(drawn.accepted(2, 46));
  await upload.expectSettled({ accepted: 2 });
});

const NAMES = {
  script: "<img src=x onerror=alert(1)><script>alert(2)<!--.jpg",
  leftwards: "صورتي في البحر \u202egpj.exe.jpg",
  emoji: "🌄👩‍👩‍👧‍👦 été.jpg",
  long: `${"a-very-long-name-without-any-room-to-break-".repeat(5)}.jpg`,
  quotes: `"'\`;&lt;b&gt;%00{{7*7}}.jpg`,
};

test("names of files are text, whatever is in them, and stay in their place @every-size", async ({ page, upload }) => {
  page.on("dialog", (dialog) => {
    throw new Error(`a name was run as a script: ${dialog.message()}`);
  });
  const photos = drawn.accepted(5, 48);
  await upload.open();
  await upload.choose(
    Object.values(NAMES).map((name, i) => ({
      name,
      mimeType: "image/jpeg",
      buffer: readFileSync(photos[i] ?? ""),
    })),
  );
  await upload.expectSettled({ accepted: 5 });
  for (const name of [NAMES.script, NAMES.emoji, NAMES.long, NAMES.quotes]) {
    await expect(upload.photo(name)).toHaveCount(1);
  }
  await expect(page.locator("bdi", { hasText: "صورتي" })).toHaveCount(1);
  await expect(page.locator("img[src=x], main script, bdi *")).toHaveCount(0);
  await upload.choose({ name: NAMES.script, mimeType: "text/html", buffer: Buffer.from("<script>alert(3)</script>") });
  await expect(page.getByRole("region", { name: /not added/ })).toContainText(NAMES.script);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await upload.shot("names");
});
