import type { Page } from "@playwright/test";
import { drawn } from "./harness/photos.ts";
import { expect, test } from "./harness/test.ts";

const MANY = 80;

/** Presses Tab until the control of this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let i = 0; i < MANY; i++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
    });
    if (name.test(focused)) return;
  }
  throw new Error(`no ${name.source} within ${MANY} steps`);
}

test("from opening to the end with the keyboard alone", async ({ page, upload }) => {
  const choosing = page.waitForEvent("filechooser"); // long before: it takes the browser a moment to be told
  await upload.open();
  await tabTo(page, /^Choose photos$/);
  await page.keyboard.press("Enter");
  await (await choosing).setFiles([...drawn.accepted(6, 57), drawn.rejected("TOO_DARK")]);
  await upload.expectSettled({ accepted: 6, rejected: 1 });
  await tabTo(page, /^Delete night\.jpg$/);
  await page.keyboard.press("Enter");
  await upload.expectSettled({ accepted: 6 });
  await tabTo(page, /^Skip to your photos$/);
  await page.keyboard.press("Enter");
  await tabTo(page, /^Continue$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "You’re all set" })).toBeFocused();
  await tabTo(page, /^Back to my photos$/);
  await page.keyboard.press("Enter");
  await upload.expectSettled({ accepted: 6 });
});

test("the first stop is a link that skips to the photos", async ({ page, upload }) => {
  await upload.open();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to your photos" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("#photos")).toBeFocused();
});

test("what has the focus can be seen to have it", async ({ page, upload }) => {
  await upload.open();
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press("Tab"); // the link that skips, the mark, the button
    const ring = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement ?? document.body);
      return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 ? "seen" : style.boxShadow;
    });
    expect(ring).not.toBe("none");
  }
});

test("after a photo is deleted the focus is on the next one, and in the end on the heading", async ({
  page,
  upload,
}) => {
  await upload.open();
  await upload.choose(drawn.accepted(3, 63));
  await upload.expectSettled({ accepted: 3 });
  const deletes = page.getByRole("button", { name: /^Delete/ });
  const names = await deletes.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""));
  await deletes.nth(1).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: names[2] ?? "" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: names[0] ?? "" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-key]")).toHaveCount(0);
  await expect(page.locator("#upload-heading")).toBeFocused();
});

test("a screen reader hears summaries, politely, and not each photo by itself", async ({ page, upload }) => {
  await upload.open();
  const region = page.getByRole("status", { name: "Verdicts" });
  await expect(region).toHaveText("");
  await region.evaluate((element) => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    new MutationObserver(() => heard.push(element.textContent)).observe(element, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  await upload.choose([...drawn.accepted(4, 66), drawn.rejected("TOO_DARK"), drawn.rejected("TOO_BRIGHT")]);
  await expect(page.getByRole("status", { name: "What happened" })).toHaveText("6 photos added.");
  await upload.expectSettled({ accepted: 4, rejected: 2 });
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  const sum = (all: string[], what: RegExp) =>
    all.reduce((total, text) => total + Number(what.exec(text)?.[1] ?? 0), 0);
  await expect.poll(async () => sum(await heard(), /(\d+) photos? accepted/)).toBe(4);
  await expect.poll(async () => sum(await heard(), /(\d+) did not meet our guidelines/)).toBe(2);
  expect((await heard()).length).toBeLessThan(6);
});
