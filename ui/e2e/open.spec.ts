import { expect, test } from "./harness/test.ts";

test("the page opens under its own strict rules, and nothing goes wrong @every-size", async ({ page, upload }) => {
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  const failed: string[] = [];
  page.on("response", (reply) => {
    if (reply.status() >= 400) failed.push(`${reply.status()} ${reply.url()}`);
  });
  const reply = await page.goto("/");
  expect(reply?.headers()["content-security-policy"]).toMatch(/^default-src 'none'; script-src 'self'[^;]*;/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("input[type=file][multiple]").first()).toBeAttached();
  await upload.shot("empty");
  expect(failed).toEqual([]);
  expect(errors).toEqual([]);
});

test("nothing is wider than the window @every-size", async ({ page, upload }) => {
  await upload.open();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

test("a visitor who comes for the first time is one visitor, however much the page asks at once", async ({
  page,
  upload,
  world,
}) => {
  const cookies = new Set<string>();
  page.on("response", async (reply) => {
    const cookie = (await reply.allHeaders())["set-cookie"];
    if (cookie !== undefined) cookies.add(cookie.replace(/;.*/s, ""));
  });
  await upload.open();
  await expect.poll(() => world.proxy.count("GET", /^\/v1\//)).toBeGreaterThan(1);
  expect(cookies.size).toBe(1);
});
