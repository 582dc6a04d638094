import { drawn } from "./harness/photos.ts";
import { expect, test } from "./harness/test.ts";
import { UploadPage } from "./harness/upload-page.ts";

// Not localhost, where no phone could come.
test.use({ host: "desk.safelight.test" });

test("a phone goes on where the desk began, and both see what either adds", async ({
  browser,
  page,
  upload,
  world,
}) => {
  await upload.open();
  await upload.choose(drawn.lake());
  await upload.expectStage(drawn.lake(), "accepted");
  const url = await page.evaluate(async () => {
    const offer = await fetch("/v1/visitors/handover", { method: "POST" });
    return ((await offer.json()) as { url: string }).url;
  });
  expect(url).toMatch(/^http:\/\/desk\.safelight\.test:\d+\/continue\/[\w-]{22}$/);

  const phone = await browser.newContext({
    baseURL: world.url,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  try {
    const there = new UploadPage(await phone.newPage(), "phone");
    await there.page.goto(url);
    await there.shot("continue");
    await there.page.getByRole("button", { name: "Continue here" }).tap();
    await there.page.waitForURL(`${world.url}/`);
    await there.expectStage(drawn.lake(), "accepted");
    await there.choose(drawn.sideways());
    await there.expectStage(drawn.sideways(), "accepted");
    await upload.expectStage(drawn.sideways(), "accepted");

    await there.page.goto(url);
    await expect(there.page.getByRole("heading")).toHaveText("This code is no longer good");
    await there.shot("continue-gone");
  } finally {
    await phone.close();
  }
});

test("the page offers a code for the phone", async ({ page, upload }) => {
  await upload.open();
  await page.getByRole("button", { name: "Continue on your phone" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
  await upload.shot("phone-code");
});
