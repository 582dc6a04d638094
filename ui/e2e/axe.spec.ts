import { expectNoAxeViolations } from "./harness/axe.ts";
import { drawn } from "./harness/photos.ts";
import { expect, test } from "./harness/test.ts";

/** Each is a state of the page, looked at by axe and kept as a picture. */
test("axe finds nothing before there are photos: empty, refused, offline @every-size", async ({
  page,
  upload,
  context,
}) => {
  await upload.open();
  await expect(page.getByText(/up to 50 MB each/)).toBeVisible();
  await expectNoAxeViolations(page, "empty");
  await upload.choose({ name: "nothing.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(0) });
  await expect(page.getByRole("heading", { name: "1 photo not added" })).toBeVisible();
  await expectNoAxeViolations(page, "refused");
  await context.setOffline(true);
  await expect(page.getByText("You’re offline. We go on by ourselves when you are back.")).toBeVisible();
  await upload.choose(drawn.lake());
  await expect(upload.in("paused")).toHaveCount(1);
  await expectNoAxeViolations(page, "offline");
  await expect(upload.in("paused")).toHaveCount(1);
  await upload.shot("offline");
  await context.setOffline(false);
});

test("axe finds nothing while photos go up and after: uploading, judged, compared, packed @every-size", async ({
  page,
  upload,
  world,
}) => {
  test.setTimeout(60_000);
  await upload.open();
  world.proxy.weather({ paths: /^\/v1\/objects\//, bytesPerSecond: 1 });
  await upload.choose(drawn.lake());
  await expect(upload.in("uploading")).toHaveCount(1);
  await expectNoAxeViolations(page, "uploading");
  world.proxy.weather({});
  world.proxy.cut();
  await upload.expectStage(drawn.lake(), "accepted");
  await upload.choose([drawn.rejected("TOO_SIMILAR"), drawn.rejected("TOO_DARK"), drawn.program()]);
  await upload.expectSettled({ accepted: 1, rejected: 2, failed: 1 });
  await expectNoAxeViolations(page, "judged");
  await upload.shot("judged");
  await page.getByRole("button", { name: /^Compare/ }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectNoAxeViolations(page, "compared");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Download all accepted" }).click();
  await expect(page.locator("[data-status=completed]")).toHaveCount(1);
  await expect(page.getByText("Your photos are ready to be saved")).toBeVisible();
  await expectNoAxeViolations(page, "packed, with a toast");
  await upload.shot("packed");
});

test("axe finds nothing when the minimum is reached, and at the end @every-size", async ({ page, upload }) => {
  await upload.open();
  await upload.choose(drawn.accepted(6, 6));
  await upload.expectSettled({ accepted: 6 });
  await expectNoAxeViolations(page, "minimum reached");
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(page.getByRole("heading", { name: "You’re all set" })).toBeVisible();
  await expectNoAxeViolations(page, "the end");
});
