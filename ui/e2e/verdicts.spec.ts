import { drawn } from "./harness/photos.ts";
import { expect, test } from "./harness/test.ts";

interface Expected {
  readonly title: string;
  /** What was measured, and what is asked for where there is a limit. */
  readonly found: RegExp;
  readonly advice: RegExp;
}

const EXPECTED = {
  TOO_BLURRY: {
    title: "It’s blurry",
    found: /^Sharpness: [\d.]+ of 100\. We need at least 25 of 100\.$/,
    advice: /hold still/,
  },
  TOO_BRIGHT: {
    title: "It’s too bright",
    found: /^Brightness: [\d.]+%\. We allow up to 80%\.$/,
    advice: /out of the strong light/,
  },
  RESOLUTION_TOO_LOW: {
    title: "Too few pixels",
    found: /^Its shorter side: \d+ (px|pixels)\. We need at least 512 (px|pixels)\.$/,
    advice: /original in full size/,
  },
  UNREADABLE: {
    title: "We couldn’t open this photo",
    found: /^What we found: .+\.$/,
    advice: /Export it again/,
  },
} satisfies Partial<Record<Parameters<typeof drawn.rejected>[0], Expected>>;

for (const code of Object.keys(EXPECTED) as (keyof typeof EXPECTED)[]) {
  test(`${code} is said in plain words, with what was measured and what to do`, async ({ upload }) => {
    const { title, found, advice } = EXPECTED[code];
    const photo = drawn.rejected(code);
    await upload.open();
    await upload.choose(photo);
    await upload.expectStage(photo, "rejected");
    const reason = upload.photo(photo).locator(`[data-code=${code}]`);
    await expect(reason.locator("p").nth(0)).toHaveText(title);
    await expect(reason.locator("p").nth(1)).toHaveText(found);
    await expect(reason.locator("p").nth(2)).toHaveText(advice);
    // Whoever hears the page gets the reason with the photo, not somewhere else.
    const group = upload.photo(photo).getByRole("group");
    await expect(group).toHaveAccessibleDescription(new RegExp(title));
    await expect(group).toHaveAccessibleName(/Not accepted$/);
  });
}

test("the same photo from two devices at once: the one that comes second is a duplicate, and both are shown", async ({
  page,
  upload,
  context,
  world,
  another,
}) => {
  await upload.open();
  const other = await another({ storageState: await context.storageState() });
  await other.open();
  world.proxy.weather({ paths: /^\/v1\/objects\//, bytesPerSecond: 100_000 });
  await upload.choose(drawn.lake());
  await expect(upload.in("uploading")).toHaveCount(1);
  world.proxy.weather({});
  await other.choose(drawn.rejected("DUPLICATE"));
  await other.expectSettled({ accepted: 1, rejected: 1 });
  await upload.expectSettled({ accepted: 1, rejected: 1 });
  await expect(upload.in("rejected").locator("[data-code=DUPLICATE]")).toContainText("You added this photo already");
  await expect(
    upload
      .in("rejected")
      .getByRole("button", { name: /^Compare/ })
      .locator("img"),
  ).toHaveCount(2);
  await expect(page.getByText("1 of 10", { exact: true })).toBeVisible();
});

test("too similar: both are shown beside each other, larger on demand, and the focus comes back @every-size", async ({
  page,
  upload,
}) => {
  const similar = drawn.rejected("TOO_SIMILAR");
  await upload.open();
  await upload.choose(drawn.lake());
  await upload.expectStage(drawn.lake(), "accepted");
  await upload.choose(similar);
  await upload.expectStage(similar, "rejected");
  await expect(upload.photo(similar).locator("[data-code=TOO_SIMILAR]")).toContainText(
    /Alike: [\d.]+%\. We allow up to 79%\./,
  );
  const compare = upload.photo(similar).getByRole("button", { name: /^Compare/ });
  await expect(compare.locator("img")).toHaveCount(2);
  await compare.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "These two are alike" });
  await expect(dialog.getByText("This one")).toBeVisible();
  await expect(dialog.getByText("Already there")).toBeVisible();
  await expect(dialog.locator("img")).toHaveCount(2);
  await upload.shot("compare");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(compare).toBeFocused();
});

test("when the photo that another was too similar to is deleted, the other says so", async ({ upload }) => {
  const similar = drawn.rejected("TOO_SIMILAR");
  await upload.open();
  await upload.choose(drawn.lake());
  await upload.expectStage(drawn.lake(), "accepted");
  await upload.choose(similar);
  await upload.expectStage(similar, "rejected");
  await upload.photo(drawn.lake()).getByRole("button", { name: "Delete lake.jpg" }).click();
  await expect(upload.photo(similar)).toContainText("The other photo is not here any more");
});

test("where all are rejected nothing counts, and Continue stays closed @every-size", async ({ page, upload }) => {
  const codes = ["TOO_DARK", "TOO_BRIGHT", "TOO_BLURRY", "RESOLUTION_TOO_LOW", "UNREADABLE"] as const;
  await upload.open();
  await upload.choose(codes.map((code) => drawn.rejected(code)));
  await upload.expectSettled({ rejected: codes.length });
  await expect(page.getByText("0 of 10", { exact: true })).toBeVisible();
  await expect(page.getByText("6 more photos to continue")).toBeVisible();
  await expect(page.getByRole("button", { name: "Continue", exact: true })).toBeDisabled();
  const section = page.getByRole("region", { name: "Didn’t meet our guidelines" });
  await expect(section.locator("[data-stage=rejected]")).toHaveCount(codes.length);
  await upload.shot("all-rejected");
});

test("a file that is no photo, whatever it is called, did not arrive: that is no verdict on a photo", async ({
  page,
  upload,
}) => {
  const program = drawn.program();
  await upload.open();
  await upload.choose(program);
  await upload.expectStage(program, "failed");
  const section = page.getByRole("region", { name: "Didn’t arrive" });
  await expect(section.locator("[data-stage=failed]")).toHaveCount(1);
  await expect(upload.photo(program).locator("[data-code]")).toHaveCount(0);
  await expect(upload.photo(program).locator(".reasons")).toHaveText(/\S+ \S+/);
  await upload
    .photo(program)
    .getByRole("button", { name: /^Delete/ })
    .click();
  await upload.expectSettled({});
});

test("a photo that is deleted frees its place, and stays away after a refresh", async ({ page, upload }) => {
  const [one = "", other = ""] = drawn.accepted(2, 10);
  await upload.open();
  await upload.choose([one, other]);
  await upload.expectSettled({ accepted: 2 });
  await expect(page.getByText("2 of 10", { exact: true })).toBeVisible();
  await upload
    .photo(one)
    .getByRole("button", { name: /^Delete/ })
    .click();
  await expect(upload.photo(one)).toHaveCount(0);
  await expect(page.getByText("1 of 10", { exact: true })).toBeVisible();
  await page.reload();
  await upload.expectSettled({ accepted: 1 });
  await expect(upload.photo(other)).toBeVisible();
});

test("another photo is tried in place of one that was rejected, which goes", async ({ page, upload }) => {
  const night = drawn.rejected("TOO_DARK");
  const choosing = page.waitForEvent("filechooser");
  await upload.open();
  await upload.choose(night);
  await upload.expectStage(night, "rejected");
  await upload
    .photo(night)
    .getByRole("button", { name: /^Try another photo/ })
    .click();
  await (await choosing).setFiles(drawn.sideways());
  await upload.expectStage(drawn.sideways(), "accepted");
  await upload.expectSettled({ accepted: 1 });
});
