import { defineConfig } from "@playwright/test";
import type { WorldOptions } from "./harness/test.ts";
import { chromium } from "./harness/chromium.ts";

const EVERY_SIZE = /@every-size/;
// What measures the page itself: it runs when all else is done, with the machine to itself.
const ALONE = /@alone/;
const DESKTOP = { viewport: { width: 1440, height: 900 } };
const phone =
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36";

export default defineConfig<object, WorldOptions>({
  testDir: ".",
  outputDir: "results/failures",
  globalSetup: "./harness/setup.ts",
  reporter: [["list"], ["junit", { outputFile: "target/surefire-reports/TEST-playwright.xml" }]],
  timeout: 30_000,
  expect: { timeout: 10_000 },
  // Scenarios wait more than they compute: two workers, each with a server of its own, with a database.
  workers: 2,
  forbidOnly: true,
  use: {
    browserName: "chromium",
    launchOptions: {
      executablePath: chromium(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // So that a scenario can have addresses other than localhost; see WorldOptions.host.
        "--host-resolver-rules=MAP *.safelight.test 127.0.0.1",
      ],
    },
    screenshot: "only-on-failure",
    locale: "en-GB",
  },
  projects: [
    { name: "desktop", grepInvert: ALONE, use: DESKTOP },
    { name: "tablet", grep: EVERY_SIZE, use: { viewport: { width: 768, height: 1024 }, hasTouch: true } },
    {
      name: "phone",
      grep: EVERY_SIZE,
      use: {
        viewport: { width: 390, height: 844 },
        hasTouch: true,
        isMobile: true,
        deviceScaleFactor: 2,
        userAgent: phone,
      },
    },
    { name: "alone", grep: ALONE, dependencies: ["desktop", "tablet", "phone"], use: DESKTOP },
  ],
});
