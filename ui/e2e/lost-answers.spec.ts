import { isLong } from "./harness/long.ts";
import { expectAcceptedOnce } from "./harness/images.ts";
import { drawn } from "./harness/photos.ts";
import { expect, test } from "./harness/test.ts";
import { UploadPage } from "./harness/upload-page.ts";

test.describe.configure({ timeout: 90_000 });

const LOST = [
  { what: "that places for photos were made", methods: /POST/, paths: /^\/v1\/uploads\/sign$/ },
  { what: "that the bytes of a photo arrived", methods: /PUT/, paths: /^\/v1\/objects\// },
  { what: "that the server heard of a photo's arrival", methods: /POST/, paths: /^\/v1\/uploads\/complete$/ },
  { what: "which photos there are", methods: /GET/, paths: /^\/v1\/images/ },
];

for (const { what, methods, paths } of LOST) {
  for (const times of isLong ? [1, 3] : [1]) {
    test(`the answer ${what} is lost, ${times === 1 ? "once" : `${times} times`}: every photo is there, and once`, async ({
      context,
      upload,
      world,
    }) => {
      await upload.open();
      world.proxy.weather({ methods, paths, loses: true, times });
      const files = drawn.accepted(3, 20);
      await upload.choose(files);
      await expectAcceptedOnce(context, world, files, 60_000);
      await upload.expectSettled({ accepted: 3 });
    });
  }
}

test("the answer that places were made is lost, and then the page is closed: the next visit goes on with the same places", async ({
  context,
  upload,
  world,
}) => {
  await upload.open();
  world.proxy.weather({ paths: /^\/v1\/uploads\/sign$/, loses: true });
  const files = drawn.accepted(2, 23);
  await upload.choose(files);
  await world.proxy.came(1, "POST", /sign$/);
  await expect
    .poll(() => world.proxy.passed.some(({ path, status }) => path.endsWith("/sign") && status === 201))
    .toBe(true);
  await upload.page.close();
  world.proxy.weather({});
  const again = new UploadPage(await context.newPage(), test.info().project.name);
  await again.open();
  await expectAcceptedOnce(context, world, files, 60_000);
  await again.expectSettled({ accepted: 2 });
});

test("a deletion whose answer is lost is a deletion, and stays one after a refresh", async ({
  context,
  page,
  upload,
  world,
}) => {
  await upload.open();
  const files = drawn.accepted(2, 25);
  const [first = ""] = files;
  await upload.choose(files);
  await upload.expectSettled({ accepted: 2 });
  world.proxy.weather({ methods: /DELETE/, loses: true, times: 2 });
  await upload.photo(first).locator("[data-remove]").click();
  await expect(upload.photo(first)).toHaveCount(0);
  await page.reload();
  await upload.expectSettled({ accepted: 1 });
  await expectAcceptedOnce(context, world, files.slice(1));
});
