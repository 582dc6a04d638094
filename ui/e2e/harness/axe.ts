import type { Page } from "@playwright/test";
import type axe from "axe-core";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "@playwright/test";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** All rules of WCAG 2.2 A and AA, and axe's own good practices: nothing may be found, in no state. */
export async function expectNoAxeViolations(page: Page, state: string): Promise<void> {
  // As the inspector, not as a part of the page: its own rules forbid scripts from elsewhere.
  const inspector = await page.context().newCDPSession(page);
  await inspector.send("Runtime.evaluate", { expression: source }); // it stays: an offline page takes its going for the net's return
  const found = await page.evaluate(async () => {
    // What fades in is too pale until it is there.
    const ending = document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().endTime) < 5000);
    await Promise.allSettled(ending.map(({ finished }) => finished));
    const { run } = (window as unknown as { axe: typeof axe }).axe;
    const { violations } = await run(document, { resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary ?? ""}`),
    );
  });
  expect(found, state).toEqual([]);
}
