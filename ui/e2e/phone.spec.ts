import { devices, type Page } from "@playwright/test";
import { drawn } from "./harness/photos.ts";
import { expect, test } from "./harness/test.ts";

/** An address that a phone can reach. */
test.use({ host: "photos.safelight.test" });

const PHONE = devices["Pixel 7"];

/** Opens the dialog; the address that is in its code. */
async function showCode(page: Page): Promise<string> {
  const answer = page.waitForResponse(/\/v1\/visitors\/handover$/);
  await page.getByRole("button", { name: "Continue on your phone" }).click();
  const { url } = (await (await answer).json()) as { url: string };
  await expect(page.getByRole("dialog")).toBeVisible();
  await expect(page.getByRole("img", { name: /^QR code/ })).toBeVisible();
  expect(url).toMatch(/^http:\/\/photos\.safelight\.test:\d+\/continue\/[\w-]{22}$/);
  return url;
}

test("a phone goes on with the same photos, and both see what the other adds", async ({
  page,
  upload,
  another,
  world,
}) => {
  test.setTimeout(60_000);
  const [first = "", second = "", third = ""] = drawn.accepted(3, 54);
  await upload.open();
  await upload.choose(first);
  await upload.expectStage(first, "accepted");
  const url = await showCode(page);
  await upload.shot("code");
  const phone = await another(PHONE);
  await phone.page.goto(url);
  await expect(phone.page.getByRole("heading", { name: "Continue on this device?" })).toBeVisible();
  await phone.shot("phone-asks");
  await phone.page.getByRole("button", { name: "Continue here" }).tap();
  await phone.page.waitForURL(`${world.url}/`);
  await phone.expectStage(first, "accepted");
  await phone.choose(second);
  await phone.expectStage(second, "accepted");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Continue on your phone" })).toBeFocused();
  await upload.expectStage(second, "accepted");
  await upload.choose(third);
  await phone.expectStage(third, "accepted");
});

test("a code that was used is no longer good, and its page says so kindly", async ({ page, upload, another }) => {
  await upload.open();
  const url = await showCode(page);
  const phone = await another(PHONE);
  await phone.page.goto(url);
  await phone.page.getByRole("button", { name: "Continue here" }).click();
  await expect(phone.page.getByRole("heading", { level: 1, name: "Upload photos" })).toBeVisible();
  await phone.page.goto(url);
  await expect(phone.page.getByRole("heading")).toHaveText("This code is no longer good");
  const thief = await another(PHONE);
  const reply = await thief.page.goto(url);
  expect(reply?.status()).toBe(410);
  await expect(thief.page.getByRole("heading", { name: "This code is no longer good" })).toBeVisible();
  await expect(thief.page.getByText("Show a new one on your other device and scan that.")).toBeVisible();
  await thief.shot("phone-gone");
});

test("the phone itself is not asked to go on on a phone, but may take a photo", async ({ another }) => {
  const phone = await another(PHONE);
  await phone.open();
  await expect(phone.page.getByRole("button", { name: "Take a photo" })).toBeVisible();
  await expect(phone.page.getByRole("button", { name: "Continue on your phone" })).toBeHidden();
});
