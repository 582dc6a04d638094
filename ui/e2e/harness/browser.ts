import { chromium as playwright, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "./chromium.ts";

const PATIENCE_MS = 30_000;

/** A Chromium of our own with a profile that outlives it, so that it can be killed as the system kills it. */
export class OwnBrowser {
  readonly #profile = mkdtempSync(join(tmpdir(), "safelight-profile-"));
  #process: ChildProcess | undefined;
  #browser: Browser | undefined;

  /** Starts it, or starts it again on what it left behind. */
  async start(): Promise<Page> {
    rmSync(this.#portFile, { force: true });
    this.#process = spawn(
      chromium(),
      [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--password-store=basic",
        "--remote-debugging-port=0",
        `--user-data-dir=${this.#profile}`,
        "about:blank",
      ],
      // A group of its own, so that all of its processes can be killed at once.
      { stdio: "ignore", detached: true },
    );
    this.#browser = await playwright.connectOverCDP(`http://127.0.0.1:${await this.#port()}`);
    return this.context.newPage();
  }

  get context(): BrowserContext {
    const context = this.#browser?.contexts()[0];
    if (!context) throw new Error("the browser is not running");
    return context;
  }

  /** All of its processes at once: nothing is written down that was not yet. */
  async kill(): Promise<void> {
    const running = this.#process;
    if (running?.pid === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, "exit");
    process.kill(-running.pid, "SIGKILL");
    await ended;
    await this.#browser?.close();
  }

  /** For good. */
  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  get #portFile(): string {
    return join(this.#profile, "DevToolsActivePort");
  }

  async #port(): Promise<string> {
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline;) {
      const port = existsSync(this.#portFile) ? readFileSync(this.#portFile, "utf8").split("\n")[0] : "";
      if (port) return port;
      await sleep(50);
    }
    throw new Error("the browser did not start");
  }
}
