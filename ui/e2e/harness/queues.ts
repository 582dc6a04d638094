import { expect } from "@playwright/test";
import type { World } from "./test.ts";

/** Holds work of this kind, or lets it go on: what was asked for waits as long as a scenario needs it to. */
export async function queue(
  world: World,
  key: string,
  kind: "judge" | "build",
  what: "pause" | "resume",
): Promise<void> {
  const reply = await fetch(`${world.url}/v1/ops/queues/${kind}/${what}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}` },
  });
  expect(reply.status).toBe(200);
}
