// @vitest-environment node
import { expect, test } from "vitest";
import { photo, SimulatedBrowser, type Tab } from "../testing/browser";
import { problem } from "../testing/server";
import { seeded } from "../testing/time";

const SEEDS = 200;

/** Whatever happened: every photo that was added and not removed is on the server, once, and nothing else is. */
function balance(browser: SimulatedBrowser, wished: ReadonlySet<string>): void {
  const there = browser.server.photos().sort();
  expect(there).toEqual([...wished].sort());
}

function isAtRest(browser: SimulatedBrowser, tab: Tab, wished: number): boolean {
  const { photos, loaded } = tab.uploads.getState();
  return (
    loaded &&
    photos.length === wished &&
    photos.every(({ stage }) => stage === "accepted") &&
    browser.server.images().every((image) => image.status === "ACCEPTED")
  );
}

/** A life of a browser in which anything may go wrong at any step. */
async function live(seed: number): Promise<void> {
  const random = seeded(seed);
  const browser = new SimulatedBrowser(seed);
  const wished = new Set<string>();
  const doubtful = new Set<string>();
  let trouble = 0.15;
  browser.fault = () => (random() < trouble ? (random() < 0.5 ? "lose" : "loseAnswer") : undefined);
  browser.server.intercept = () =>
    random() < trouble / 3 ? problem(503, "UNAVAILABLE", { "Retry-After": "1" }) : undefined;
  let number = 0;
  for (let life = 0; life < 6; life++) {
    const tabs = [browser.open(), ...(random() < 0.4 ? [browser.open()] : [])];
    for (const tab of tabs) tab.fuse = 5 + Math.floor(random() * 120);
    const chooser = tabs[Math.floor(random() * tabs.length)] as Tab;
    const names = Array.from({ length: Math.floor(random() * 4) }, () => `photo-${++number}.jpg`);
    void choose(chooser, names, wished, doubtful);
    for (let moment = 0; moment < 5; moment++) {
      await browser.time.pass(random() < 0.5 ? random() * 150 : random() * 3_000);
      if (random() < 0.3) removeOne(tabs[Math.floor(random() * tabs.length)] as Tab, random, wished, doubtful);
    }
    if (random() < 0.3) await sleepOffline(browser, random);
    if (random() < 0.1) await browser.time.pass(4_000_000); // longer than an upload may take
    for (const tab of [...browser.tabs]) tab.kill();
    browser.server.cutStreams();
    await browser.time.quiet();
  }
  trouble = 0;
  await recover(browser, wished, doubtful);
}

/** What was being written down when the tab died may be there or not. */
async function choose(tab: Tab, names: string[], wished: Set<string>, doubtful: Set<string>): Promise<void> {
  const contents = names.map((name) => `content of ${name}`);
  for (const content of contents) doubtful.add(content);
  await tab.uploads.add(names.map((name) => photo(name)));
  for (const content of contents) if (doubtful.delete(content)) wished.add(content);
}

function removeOne(tab: Tab, random: () => number, wished: Set<string>, doubtful: Set<string>): void {
  const known = tab.uploads.getState().photos.filter(({ name }) => wished.has(`content of ${name}`));
  const victim = known[Math.floor(random() * known.length)];
  if (victim === undefined || !tab.isAlive) return;
  const content = `content of ${victim.name}`;
  wished.delete(content);
  doubtful.add(content);
  void tab.uploads.remove(victim.key).then(() => doubtful.delete(content));
}

async function sleepOffline(browser: SimulatedBrowser, random: () => number): Promise<void> {
  browser.goOffline();
  await browser.time.pass(random() * 100_000);
  browser.goOnline();
  await browser.time.pass(random() * 5_000);
}

/** The last tab lives. What it asks for again is chosen again, as its user would. */
async function recover(browser: SimulatedBrowser, wished: Set<string>, doubtful: Set<string>): Promise<void> {
  const tab = browser.open();
  await browser.time.until(() => tab.uploads.getState().loaded, 60_000);
  for (const { key, name, stage } of tab.uploads.getState().photos) {
    const content = `content of ${name}`;
    if (doubtful.has(content)) wished.add(content);
    if (stage === "fileNeeded" && doubtful.has(content)) void tab.uploads.retry(key, photo(name));
  }
  const done = await browser.time.until(() => isAtRest(browser, tab, wished.size), 300_000);
  const shown = tab.uploads
    .getState()
    .photos.map(({ name, stage, notice }) => `${name} ${stage} ${notice?.code ?? ""}`);
  if (!done)
    throw new Error(
      `shown ${shown.join("; ")}, wished ${[...wished].join("; ")}, there ${browser.server.photos().join("; ")}`,
    );
  balance(browser, wished);
  expect(new Set(tab.uploads.getState().photos.map(({ key }) => key)).size).toBe(wished.size);
  tab.uploads.close();
  tab.feed.close();
}

test.each(Array.from({ length: 10 }, (_, tenth) => tenth))(
  "of a tenth of all seeds (%i), nothing is lost and nothing is there twice, whenever tabs die",
  async (tenth) => {
    const faults: unknown[] = [];
    globalThis.reportError = (fault: unknown) => faults.push(fault);
    for (let seed = tenth; seed < SEEDS; seed += 10) {
      try {
        await live(seed);
        expect(faults).toEqual([]);
      } catch (failure) {
        throw new Error(`seed ${seed}: ${String(failure)}`, { cause: failure });
      }
    }
  },
  60_000,
);
