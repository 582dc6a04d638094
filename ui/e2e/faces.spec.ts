import { basename } from "node:path";
import { expectNoAxeViolations } from "./harness/axe.ts";
import { real } from "./harness/photos.ts";
import { expect, test } from "./harness/test.ts";

/** The policy as it is delivered: faces are asked for. Real people are needed, whom not everybody has on his machine. */
test.use({ settings: { SAFELIGHT_FACES: "on", SAFELIGHT_SET_MAXIMUM: "12" } });

const PEOPLE = "faces/aws-samples+amazon-rekognition-code-samples/identity-verification/module_1/media";
const PORTRAITS = [1, 10, 11, 12, 13, 14, 15, 16, 17, 18].map((one) => `${PEOPLE}/face_${one}.jpeg`);
const HEIC = ["heif/alexcorvi+heic2any/demo/7.heic", "heif/alexcorvi+heic2any/demo/9.heic"];
const FAR =
  "faces/Azure-Samples+cognitive-services-sample-data-files/ComputerVision/storage-lab-tutorial/photos/Dubai.jpg";
const THREE = "faces/Azure-Samples+cognitive-services-sample-data-files/Face/images/detection5.jpg";
const NOBODY = "faces/1adrianb+face-alignment/test/assets/grass.jpg";

const photo = (file: string) => real(file) ?? "";
const missing = [...PORTRAITS, ...HEIC, FAR, THREE, NOBODY].filter((file) => real(file) === undefined);

test.skip(missing.length > 0, `needs real photos that are not on this machine: ${missing.slice(0, 3).join(", ")} …`);

test("twelve real photos, two of them HEIC: each gets its verdict, and the way goes on to the end @every-size", async ({
  page,
  upload,
}) => {
  test.setTimeout(90_000);
  await upload.open();
  await upload.choose([...PORTRAITS, ...HEIC].map(photo));
  await upload.expectSettled({ accepted: 10, rejected: 2 }, 75_000);
  await expect(page.getByText("10 of 12", { exact: true })).toBeVisible();
  for (const file of HEIC) {
    await expect(upload.photo(file).locator("[data-code]")).toHaveAttribute("data-code", "NO_FACE");
    await expect(upload.photo(file).locator("img").first()).toBeVisible(); // though no Chromium knows HEIC
  }
  const seen = await page
    .locator("[data-key] img")
    .evaluateAll((all) => (all as HTMLImageElement[]).filter((image) => image.naturalWidth === 0).length);
  expect(seen).toBe(0);
  await upload.shot("twelve-real");
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(page.locator(".done-text")).toContainText("10 photos accepted.");
  await upload.shot("twelve-real-done");
});

test("NO_FACE: nobody is in it", async ({ upload }) => {
  await upload.open();
  await upload.choose(photo(NOBODY));
  await upload.expectStage(NOBODY, "rejected");
  const reason = upload.photo(NOBODY).locator("[data-code=NO_FACE]");
  await expect(reason).toContainText("We can’t find your face");
  await expect(reason).toContainText(/We see: 0 faces/);
  await expect(reason).toContainText("Look into the camera");
  await expect(upload.photo(NOBODY).getByRole("button", { name: /^Crop/ })).toHaveCount(0);
});

test("MULTIPLE_FACES: how many are seen, and cropping is offered", async ({ page, upload }) => {
  await upload.open();
  await upload.choose(photo(THREE));
  await upload.expectStage(THREE, "rejected");
  const reason = upload.photo(THREE).locator("[data-code=MULTIPLE_FACES]");
  await expect(reason).toContainText("There is someone else in it");
  await expect(reason).toContainText("We see 3 faces; there should be only yours.");
  const crop = upload.photo(THREE).getByRole("button", { name: `Crop ${basename(THREE)}` });
  await crop.click();
  const dialog = page.getByRole("dialog", { name: "Crop your photo" });
  await expect(dialog.getByRole("application")).toBeVisible();
  await expect(dialog.getByRole("status")).toHaveText(/\S/);
  await page.keyboard.press("Escape");
  await expect(crop).toBeFocused();
});

test("FACE_TOO_SMALL: cropped in place with the keyboard alone, and then it is accepted @every-size", async ({
  page,
  upload,
}) => {
  test.setTimeout(60_000);
  await upload.open();
  await upload.choose(photo(FAR));
  await upload.expectStage(FAR, "rejected");
  const reason = upload.photo(FAR).locator("[data-code=FACE_TOO_SMALL]");
  await expect(reason).toContainText(/Your face fills: 6\.4% of the photo’s shorter side\. We need at least 10%/);
  await upload.photo(FAR).getByRole("button", { name: "Crop Dubai.jpg" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Crop your photo" });
  const area = dialog.getByRole("application");
  await area.focus();
  const pixels = dialog.locator(".crop-pixels");
  const before = await pixels.textContent();
  await page.keyboard.press("-");
  await expect(pixels).not.toHaveText(before ?? "");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("+");
  await expect(dialog.getByRole("status")).toContainText("That will do.");
  await expectNoAxeViolations(page, "cropping");
  await upload.shot("crop");
  await dialog.getByRole("button", { name: "Use this crop" }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await upload.expectStage("Dubai-crop.jpg", "accepted", 30_000);
  await upload.expectSettled({ accepted: 1 });
});
