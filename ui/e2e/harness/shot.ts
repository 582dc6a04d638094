import type { Page } from "@playwright/test";
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { screens } from "./places.ts";

/** Keeps what it looks like now as `results/screens/<size>/<name>.png`: the whole page, or only the window. */
export async function shot(page: Page, size: string, name: string, fullPage = true): Promise<void> {
  const folder = resolve(screens, size);
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: resolve(folder, `${name}.png`), fullPage, animations: "disabled" });
}
