import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drawn } from "./harness/photos.ts";
import { expect, test } from "./harness/test.ts";
import type { UploadPage } from "./harness/upload-page.ts";

/** Nothing of these may be sent: they are refused by what can be known before. */
async function expectRefused(upload: UploadPage, name: string, words: RegExp): Promise<void> {
  const refused = upload.page.getByRole("region", { name: /not added$/ });
  await expect(refused).toContainText(name);
  await expect(refused).toContainText(words);
}

test("a file that is too large is refused before a byte is sent", async ({ upload, world }) => {
  const folder = mkdtempSync(join(tmpdir(), "safelight-large-"));
  const large = join(folder, "large.jpg");
  writeFileSync(large, "");
  truncateSync(large, 50 * 1024 * 1024 + 1); // of zeros that take no room on the disk
  await upload.open();
  await expect(upload.page.getByText(/up to 50 MB each/)).toBeVisible(); // before, only the server can know
  await upload.choose(large);
  await expectRefused(upload, "large.jpg", /too large.*Export it as a JPG/);
  await expect(upload.page.locator("[data-key]")).toHaveCount(0);
  expect(world.proxy.count("POST", /^\/v1\/uploads/)).toBe(0);
  rmSync(folder, { recursive: true });
});

for (const { what, file, words } of [
  {
    what: "a file of another kind",
    file: { name: "letter.txt", mimeType: "text/plain", buffer: Buffer.alloc(100_000, "words ") },
    words: /We can’t use this kind of file\. Save it as a JPG/,
  },
  {
    what: "an empty file",
    file: { name: "nothing.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(0) },
    words: /This file is empty/,
  },
  {
    what: "a file that is too small to be a photo",
    file: { name: "icon.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(2000, 7) },
    words: /This file is too small\. Choose the original photo/,
  },
]) {
  test(`${what} is refused before a byte is sent`, async ({ upload, world }) => {
    await upload.open();
    await expect(upload.page.getByText(/up to 50 MB each/)).toBeVisible();
    await upload.choose(file);
    await expectRefused(upload, file.name, words);
    await expect(upload.page.locator("[data-key]")).toHaveCount(0);
    expect(world.proxy.count("POST", /^\/v1\/uploads/)).toBe(0);
  });
}

test("the same file twice is said at once, under any name, and leads to the one that is there", async ({
  page,
  upload,
}) => {
  await upload.open();
  await upload.choose(drawn.lake());
  await upload.expectStage(drawn.lake(), "accepted");
  await upload.choose(drawn.rejected("DUPLICATE"));
  await expectRefused(upload, "lake (1).jpg", /You added this file already/);
  await upload.expectSettled({ accepted: 1 });
  await page.getByRole("button", { name: "Show it" }).click();
  await expect(page.getByRole("button", { name: "Delete lake.jpg" })).toBeFocused();
});

test("good ones among bad ones are taken, and what was refused can be dismissed", async ({ page, upload }) => {
  await upload.open();
  const photo = drawn.accepted(1, 20)[0] ?? "";
  await expect(page.getByText(/up to 50 MB each/)).toBeVisible();
  await upload.choose(photo);
  await upload.choose([
    { name: "letter.txt", mimeType: "text/plain", buffer: Buffer.alloc(100_000, "words ") },
    { name: "nothing.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(0) },
  ]);
  await expect(page.getByRole("heading", { name: "2 photos not added" })).toBeVisible();
  await upload.expectStage(photo, "accepted");
  await upload.shot("refused");
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect(page.getByRole("heading", { name: /not added/ })).toHaveCount(0);
  await upload.expectStage(photo, "accepted");
});
