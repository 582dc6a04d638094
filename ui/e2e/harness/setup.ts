import { execFileSync } from "node:child_process";
import { existsSync, rmSync, statSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { java } from "./java.ts";
import { jar, samples } from "./places.ts";

const VIEWS = 70;

/** Before all scenarios: there is something to test, and there are photos to test it with. */
export default function setup(): void {
  if (!existsSync(jar)) {
    throw new Error(`${jar} is missing: build it with mvn package, or start ./run once`);
  }
  const done = resolve(samples, "done");
  if (existsSync(done) && statSync(done).mtimeMs > statSync(jar).mtimeMs) return;
  rmSync(samples, { recursive: true, force: true });
  const [program, ...options] = java();
  execFileSync(program, [...options, "demo", "--save", samples, "--count", String(VIEWS)], { stdio: "ignore" });
  writeFileSync(done, "");
}
