import type { Page } from "@playwright/test";
import { drawn } from "./harness/photos.ts";
import { expect, test } from "./harness/test.ts";
import type { UploadPage } from "./harness/upload-page.ts";

const FINGER = 44;

const beyond = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** Something of everything. */
async function fill(upload: UploadPage): Promise<void> {
  await upload.open();
  await upload.choose([drawn.lake(), drawn.sideways()]);
  await upload.expectSettled({ accepted: 2 });
  await upload.choose([drawn.rejected("TOO_SIMILAR"), drawn.rejected("TOO_BLURRY"), drawn.program()]);
  await upload.choose({ name: "nothing.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(0) });
  await upload.expectSettled({ accepted: 2, rejected: 2, failed: 1 });
  await upload.page.getByRole("button", { name: "Download all accepted" }).click();
  await expect(upload.page.locator("[data-status=completed]")).toHaveCount(1);
}

test("at 200 % and 400 %, from right to left, with less motion: all is in the window @every-size", async ({
  page,
  upload,
}) => {
  test.setTimeout(60_000);
  await fill(upload);
  const { width, height } = page.viewportSize() ?? { width: 1440, height: 900 };
  await test.step("every button is as large as a finger", async () => {
    if (width > 400) return; // elsewhere there is a mouse
    expect(await tooSmall(page)).toEqual([]);
  });
  await test.step("200 %", async () => {
    await page.setViewportSize({ width: Math.max(320, width / 2), height: height / 2 });
    expect(await beyond(page)).toBeLessThanOrEqual(0);
    await upload.shot("zoomed");
    await page.setViewportSize({ width: 320, height: 256 });
    expect(await beyond(page)).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width, height });
  });
  await test.step("right to left", async () => {
    await page.evaluate(() => (document.documentElement.dir = "rtl"));
    expect(await beyond(page)).toBeLessThanOrEqual(0);
    const left = (selector: string) => page.locator(selector).evaluate((it) => it.getBoundingClientRect().left);
    if (width > 1000) expect(await left(".pane-start")).toBeGreaterThan(await left(".pane-end"));
    await upload.shot("right-to-left");
  });
});

test("whoever wants less motion gets none", async ({ page, upload, world }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await upload.open();
  world.proxy.weather({ paths: /^\/v1\/objects\//, bytesPerSecond: 1 });
  await upload.choose(drawn.lake());
  await expect(upload.in("uploading")).toHaveCount(1);
  const moving = await page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ effect }) => Number(effect?.getComputedTiming().activeDuration) > 10)
      .map(({ effect }) => (effect instanceof KeyframeEffect ? effect.target?.className : "")),
  );
  expect(moving).toEqual([]);
});

test("the two panes stand beside each other on desktops, below each other on phones, and what counts stays in sight @every-size", async ({
  page,
  upload,
}) => {
  await upload.open();
  const width = page.viewportSize()?.width ?? 0;
  const box = (selector: string) =>
    page.locator(selector).evaluate((it) => it.getBoundingClientRect().toJSON() as DOMRect);
  const [start, end, header] = [await box(".pane-start"), await box(".pane-end"), await box("header")];
  expect(header.height).toBeCloseTo(56, 0);
  if (width >= 1440) {
    expect(start.right).toBeLessThanOrEqual(end.left);
    expect(start.width).toBeGreaterThanOrEqual(380);
    expect(start.width).toBeLessThanOrEqual(440);
  }
  if (width < 400) expect(start.bottom).toBeLessThanOrEqual(end.top);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await expect(page.locator(".set-bar")).toBeInViewport();
  await expect(page.getByRole("heading", { name: "What makes a good photo" })).toBeAttached();
  await expect(page.getByRole("heading", { name: "What to avoid" })).toBeAttached();
});

/** What can be pressed and is smaller than a finger. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate((finger) => {
    const controls = [...document.querySelectorAll<HTMLElement>("button, a[href], input:not([type=file])")];
    return controls
      .filter((it) => it.checkVisibility() && !it.classList.contains("skip"))
      .map((it) => ({ it, box: it.getBoundingClientRect() }))
      .filter(({ box }) => box.width < finger - 0.5 || box.height < finger - 0.5)
      .map(({ it, box }) => `${it.getAttribute("aria-label") ?? it.textContent}: ${box.width} × ${box.height}`);
  }, FINGER);
}
