import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { build, preview } from "vite";
import { drawn } from "./harness/photos.ts";
import { expect, test } from "./harness/test.ts";

/** Where the examples' pages come from: another origin than the server's, as those of whoever copies them. */
const APP = "http://localhost:5998";
const ui = resolve(import.meta.dirname, "..");

test.use({ settings: { SAFELIGHT_CORS_ORIGINS: APP } });

let stop: (() => Promise<void>) | undefined;

test.afterEach(async () => {
  await stop?.();
  stop = undefined;
});

/** Opens an example as it is put online. */
async function open(page: Page, example: "hook" | "uppy", safelight: string): Promise<void> {
  process.env["VITE_SAFELIGHT_URL"] = safelight;
  const root = resolve(ui, "examples", example);
  const outDir = resolve(ui, "e2e/results/examples", example);
  await build({ root, logLevel: "error", build: { outDir, emptyOutDir: true } });
  const { port } = new URL(APP);
  const server = await preview({ root, build: { outDir }, preview: { port: Number(port), strictPort: true } });
  stop = () => server.close();
  await page.goto(APP);
}

test("the hook's example uploads, shows verdicts with their reasons, and remembers", async ({ page, world }) => {
  await open(page, "hook", world.url);
  const photo = (file: string) => page.getByRole("listitem").filter({ hasText: basename(file) });
  await page.locator("input[type=file]").setInputFiles([drawn.lake(), drawn.rejected("TOO_DARK")]);
  await expect(photo(drawn.lake())).toContainText("accepted");
  await expect(photo(drawn.rejected("TOO_DARK"))).toContainText("rejected");
  await expect(photo(drawn.rejected("TOO_DARK"))).toContainText("window or a lamp");
  await expect(page.getByText("1 accepted, at least 6 are needed")).toBeVisible();

  const other = await page.context().newPage();
  await other.goto(APP);
  await expect(other.getByRole("listitem")).toHaveCount(2);
  await page.getByRole("button", { name: `Remove ${basename(drawn.lake())}` }).click();
  await expect(other.getByRole("listitem")).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole("listitem")).toHaveCount(1);
});

test("the hook's README shows the example as it is", () => {
  const readme = readFileSync(resolve(ui, "packages/react/README.md"), "utf8");
  const example = readFileSync(resolve(ui, "examples/hook/src/Photos.tsx"), "utf8");
  expect(readme).toContain(`\`\`\`tsx\n${example}\`\`\``);
});

test("Uppy uploads through our routes, and says when the verdict is there", async ({ page, world }) => {
  await open(page, "uppy", world.url);
  await page
    .locator(".uppy-Dashboard-input")
    .first()
    .setInputFiles([drawn.lake(), drawn.rejected("TOO_DARK")]);
  await page.getByRole("button", { name: "Upload 2 files" }).click();
  const verdicts = page.locator("#verdicts li");
  await expect(verdicts.filter({ hasText: basename(drawn.lake()) })).toContainText("ACCEPTED");
  await expect(verdicts.filter({ hasText: basename(drawn.rejected("TOO_DARK")) })).toContainText("window or a lamp");
  await expect(page.locator(".uppy-StatusBar")).toContainText("Complete");
});

test("a file that Uppy gives up gives its place back", async ({ page, world }) => {
  await open(page, "uppy", world.url);
  world.proxy.weather({ paths: /^\/v1\/objects\//, bytesPerSecond: 2_000 });
  await page.locator(".uppy-Dashboard-input").first().setInputFiles(drawn.lake());
  const abandoned = page.waitForResponse((response) => response.request().method() === "DELETE");
  const begun = page.waitForRequest((request) => request.method() === "PUT");
  await page.getByRole("button", { name: "Upload 1 file" }).click();
  await begun;
  await page.getByRole("button", { name: "Cancel" }).first().click();
  expect((await abandoned).status()).toBe(204);
  const set = await page.request.get(`${world.url}/v1/sets/default`);
  expect(await set.json()).toMatchObject({ pending: 0, accepted: 0 });
});
