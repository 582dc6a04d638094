import { expect, type Locator, type Page } from "@playwright/test";
import { basename } from "node:path";
import { shot } from "./shot.ts";

/** The stages of a photo on the page: `Stage` of @safelight/client. */
export type Stage =
  "waiting" | "uploading" | "paused" | "fileNeeded" | "checking" | "accepted" | "rejected" | "failed" | "error";

/** What a person sees and does on the upload page. */
export class UploadPage {
  readonly page: Page;
  readonly #project: string;

  /** @param project names the size of the window, for screenshots */
  constructor(page: Page, project: string) {
    this.page = page;
    this.#project = project;
  }

  async open(address = "/"): Promise<void> {
    await this.page.goto(address);
    await expect(this.page.getByRole("heading", { level: 1 })).toBeVisible();
  }

  /** Chooses files by the button, from the disk or made up. */
  async choose(files: Parameters<Locator["setInputFiles"]>[0]): Promise<void> {
    await this.page.locator(".drop-box input[type=file]").setInputFiles(files);
  }

  /** Everything there is on the page of one photo, by the name of its file. */
  photo(file: string): Locator {
    return this.page.locator("[data-key]").filter({ has: this.page.getByText(basename(file), { exact: true }) });
  }

  /** All photos that are in this stage. */
  in(stage: Stage): Locator {
    return this.page.locator(`[data-stage=${stage}]`);
  }

  /** Waits until this photo is there. */
  async expectStage(file: string, stage: Stage, timeout?: number): Promise<void> {
    await expect(this.photo(file)).toHaveAttribute("data-stage", stage, timeout === undefined ? {} : { timeout });
  }

  /** Waits until so many are there, and nothing is left that is on its way. */
  async expectSettled(counts: Partial<Record<Stage, number>>, timeout = 30_000): Promise<void> {
    const stages = () =>
      this.page.locator("[data-stage]").evaluateAll((all) => {
        const found: Record<string, number> = {};
        for (const one of all) {
          const stage = one.getAttribute("data-stage") ?? "";
          found[stage] = (found[stage] ?? 0) + 1;
        }
        return found;
      });
    await expect.poll(stages, { timeout }).toEqual(counts);
  }

  /** The names of photos whose bytes the browser has not written down yet, and which have not arrived either. */
  async unwritten(): Promise<readonly string[]> {
    return this.page.evaluate(async () => {
      const result = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error ?? new Error("the database does not say why"));
        });
      const names: string[] = [];
      for (const { name = "" } of await indexedDB.databases()) {
        const database = await result(indexedDB.open(name));
        if (database.objectStoreNames.contains("files")) {
          const now = database.transaction(["photos", "files"]);
          const reading = result(now.objectStore("photos").getAll());
          const written = await result(now.objectStore("files").getAllKeys());
          const photos = (await reading) as { key: string; name: string; arrived?: boolean }[];
          for (const { key, name, arrived } of photos) if (!arrived && !written.includes(key)) names.push(name);
        }
        database.close();
      }
      return names;
    });
  }

  /** Waits until each of these is accepted or asked for again, and then gives it again. */
  async giveAgain(files: readonly string[]): Promise<void> {
    for (const file of files) {
      const photo = this.photo(file);
      await expect(photo).toHaveAttribute("data-stage", /^(accepted|fileNeeded)$/, { timeout: 60_000 });
      if ((await photo.getAttribute("data-stage")) === "fileNeeded") await this.choose(file);
    }
  }

  /** Keeps what it looks like now as `results/screens/<size>/<name>.png`: the whole page, or the window where a dialog is open. */
  async shot(name: string): Promise<void> {
    await this.page.evaluate(() => scrollTo(0, 0)); // what sticks to the window would stand in the middle of the picture
    const fullPage = (await this.page.locator("dialog[open]").count()) === 0;
    await shot(this.page, this.#project, name, fullPage);
  }
}
