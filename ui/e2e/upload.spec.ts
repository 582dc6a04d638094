import { drawn } from "./harness/photos.ts";
import { expect, test } from "./harness/test.ts";

test("one photo goes up and is accepted @every-size", async ({ upload }) => {
  await upload.open();
  await upload.choose(drawn.lake());
  await upload.expectStage(drawn.lake(), "accepted");
  await upload.expectSettled({ accepted: 1 });
  await upload.shot("one-accepted");
});

test("a photo that is too dark says so, with what was measured and what to do", async ({ upload }) => {
  await upload.open();
  const night = drawn.rejected("TOO_DARK");
  await upload.choose(night);
  await upload.expectStage(night, "rejected");
  const reasons = upload.photo(night).locator("[data-code]");
  await expect(reasons).toHaveAttribute("data-code", "TOO_DARK");
  await expect(reasons).toContainText("35");
  await expect(reasons).toContainText("window or a lamp");
  await upload.shot("too-dark");
});

test("a refresh in the middle loses nothing and sends nothing twice @every-size", async ({ page, upload, world }) => {
  await upload.open();
  const photos = drawn.accepted(4);
  world.proxy.weather({ paths: /^\/v1\/objects\//, bytesPerSecond: 60_000 });
  await upload.choose(photos);
  await expect(upload.in("uploading").first()).toBeVisible();
  await upload.shot("uploading");
  await page.reload();
  world.proxy.weather({});
  await upload.expectSettled({ accepted: 4 });
  await page.reload();
  await upload.expectSettled({ accepted: 4 });
});
