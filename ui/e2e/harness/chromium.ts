import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { root } from "./places.ts";

/** Where the system's Chromium is; installs it where it is missing and can be. Throws, after saying what to do. */
export function chromium(): string {
  // Workers read the configuration too, but need not search.
  process.env["CHROMIUM"] ??= execFileSync(resolve(root, "scripts/find-chromium"), {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  }).trim();
  return process.env["CHROMIUM"];
}
