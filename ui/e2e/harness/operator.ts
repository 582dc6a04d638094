import { expect, type Locator, type Page } from "@playwright/test";
import { shot } from "./shot.ts";

export const KEY = "an-operator-key-for-scenarios";

/** Somebody at `/ops` at three in the morning, whose clicks are counted from the overview on. */
export class Operator {
  /** What makes a server know the key. */
  static readonly settings = { SAFELIGHT_OPERATOR_KEY: `anna=${KEY}` };

  readonly page: Page;
  readonly overview: Overview;
  readonly story: Story;
  #clicks = 0;

  private constructor(page: Page) {
    this.page = page;
    this.overview = new Overview(page);
    this.story = new Story(page);
  }

  /** Comes to the overview, which costs no click. */
  static async at(page: Page, url = ""): Promise<Operator> {
    await page.goto(`${url}/ops`);
    await page.getByLabel("Operator key").fill(KEY);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    return new Operator(page);
  }

  /** How often something was pressed; a search is typed and sent off by Enter, which counts as one. */
  get clicks(): number {
    return this.#clicks;
  }

  async click(what: Locator): Promise<void> {
    this.#clicks++;
    await what.click();
  }

  /** From what a user said to the story of the photo. */
  async search(said: string | number): Promise<void> {
    this.#clicks++;
    await this.page.getByRole("searchbox", { name: "Find an image" }).fill(String(said));
    await this.page.keyboard.press("Enter");
  }

  section(name: string): Locator {
    return this.page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name, exact: true });
  }

  /** Keeps what is seen now as `results/screens/desktop/fault-<name>.png`. */
  async shot(name: string): Promise<void> {
    await shot(this.page, "desktop", `fault-${name}`);
  }
}

class Overview {
  /** What is wrong right now. */
  readonly wrong: Locator;
  readonly health: Locator;
  readonly workers: Locator;

  constructor(page: Page) {
    this.wrong = page.getByRole("region", { name: "What is wrong right now" });
    this.health = page.getByRole("region", { name: "Health" });
    this.workers = page.getByRole("region", { name: "Workers and what they hold" });
  }
}

class Story {
  readonly cause: Locator;
  readonly happened: Locator;
  readonly deliveries: Locator;

  constructor(page: Page) {
    this.cause = page.getByRole("region", { name: "Cause" });
    this.happened = page.getByRole("region", { name: "What happened" });
    this.deliveries = page.getByRole("region", { name: "Deliveries to webhooks" });
  }
}
