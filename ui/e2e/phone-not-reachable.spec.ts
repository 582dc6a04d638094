import { expect, test } from "./harness/test.ts";

test("where no phone could reach the server there is no code to scan", async ({ page, upload }) => {
  await upload.open();
  await expect(page.getByText(/up to 50 MB each/)).toBeVisible(); // the policy has come
  await expect(page.getByRole("button", { name: "Continue on your phone" })).toHaveCount(0);
});
