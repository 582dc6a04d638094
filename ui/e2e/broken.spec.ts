import { SentryReceiver } from "./harness/sentry.ts";
import { drawn } from "./harness/photos.ts";
import { expect, test } from "./harness/test.ts";

const SIGNED = "https://store.example.com/b/k?X-Amz-Signature=5ecret";

let sentry: SentryReceiver | undefined;

// A server whose page may tell of what breaks in it.
test.use({
  settings: [
    async ({ host }, provide) => {
      sentry = await SentryReceiver.start(host);
      await provide({ SAFELIGHT_SENTRY_PAGE_DSN: sentry.dsn, SAFELIGHT_SENTRY_ENVIRONMENT: "e2e" });
      await sentry.stop();
    },
    { scope: "worker" },
  ],
});

test("a page that breaks says so, is reported without a word about people, and may be commented on", async ({
  page,
  upload,
  world,
  complaints,
}) => {
  await upload.open();
  expect(world.proxy.count("GET", /sentry/)).toBe(0); // nobody loads it before there is something to tell

  // From now on the page cannot say how many of anything there are.
  await page.evaluate((text) => {
    const select = () => {
      throw new TypeError(text);
    };
    Object.defineProperty(Intl.PluralRules.prototype, "select", { value: select });
  }, `nothing to read at ${SIGNED} of anna@example.com`);
  await upload.choose(drawn.lake());

  await expect(page.getByRole("alert")).toContainText("Your photos are safe");
  const number = await page.locator(".stop code").textContent();
  await expect.poll(() => sentry?.items()).toHaveLength(1);
  const [event] = sentry?.items() ?? [];
  expect(event).toMatchObject({
    type: "event",
    body: { event_id: number, environment: "e2e", tags: { page: "upload" } },
  });
  expect(event?.body["release"]).toMatch(/^safelight@\d/);
  expect(sentry?.envelopes.join()).toContain("nothing to read at https://store.example.com of [address]");

  await page.getByRole("button", { name: "Tell us what happened" }).click();
  await page.getByRole("textbox").fill("I chose a photo of a lake");
  await upload.shot("broken");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("status")).toContainText("Thank you");
  await expect.poll(() => sentry?.items()).toHaveLength(2);
  expect(sentry?.items()[1]).toMatchObject({
    type: "feedback",
    body: { contexts: { feedback: { message: "I chose a photo of a lake", associated_event_id: number } } },
  });
  for (const personal of ["5ecret", "anna", "lake.jpg", '"user"', '"request"', "breadcrumbs", "Chrome"]) {
    expect(sentry?.envelopes.join()).not.toContain(personal);
  }

  expect(complaints.join()).toContain("nothing to read"); // React and the page say it in the console
  complaints.length = 0;
});
