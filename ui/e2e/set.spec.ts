import { drawn } from "./harness/photos.ts";
import { expect, test } from "./harness/test.ts";

test("from nothing to the end with drawn photos: the minimum opens Continue, the end shows them all @every-size", async ({
  page,
  upload,
}) => {
  const photos = drawn.accepted(6, 24);
  const onward = page.getByRole("button", { name: "Continue", exact: true });
  await upload.open();
  await upload.choose(photos.slice(0, 5));
  await upload.expectSettled({ accepted: 5 });
  await expect(page.getByText("5 of 10", { exact: true })).toBeVisible();
  await expect(page.getByText("1 more photo to continue")).toBeVisible();
  await expect(onward).toBeDisabled();
  await upload.choose(photos.slice(5));
  await upload.expectSettled({ accepted: 6 });
  await expect(page.getByText("You can continue, or add more")).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Accepted photos" })).toHaveAttribute("aria-valuenow", "60");
  await upload.shot("minimum-reached");
  await onward.click();
  await expect(page.getByRole("heading", { level: 1, name: "You’re all set" })).toBeFocused();
  await expect(page.locator(".done-text")).toContainText("6 photos accepted.");
  await expect(page.locator(".done-photos img")).toHaveCount(6);
  await upload.shot("done");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "You’re all set" })).toBeVisible();
  await page.goBack();
  await upload.expectSettled({ accepted: 6 });
});

test("a set that is full says so, and takes one more only when one is deleted", async ({ page, upload }) => {
  test.setTimeout(60_000);
  const photos = drawn.accepted(11, 30);
  const last = photos.slice(10);
  await upload.open();
  await upload.choose(photos.slice(0, 10));
  await upload.expectSettled({ accepted: 10 }, 45_000);
  await expect(page.getByText("10 of 10", { exact: true })).toBeVisible();
  await expect(page.getByText("That’s all we need")).toBeVisible();
  await expect(page.getByText("You have all 10 photos. Delete one to add another.")).toBeVisible();
  await upload.choose(last);
  await expect(page.getByRole("region", { name: "1 photo not added" })).toContainText(
    "There is no room for more photos. Delete one that you like less first.",
  );
  await upload.shot("full");
  await page
    .getByRole("button", { name: /^Delete/ })
    .first()
    .click();
  await expect(page.getByText("9 of 10", { exact: true })).toBeVisible();
  await upload.choose(last);
  await upload.expectSettled({ accepted: 10 });
});
