// @vitest-environment node
import { afterEach, beforeEach, expect, test } from "vitest";
import { photo, SimulatedBrowser, type Tab } from "../testing/browser";
import type { Photo } from "./uploads";

let faults: unknown[] = [];

beforeEach(() => {
  faults = [];
  globalThis.reportError = (fault: unknown) => faults.push(fault);
});

afterEach(() => expect(faults).toEqual([]));

function stages(tab: Tab): Record<string, string> {
  return Object.fromEntries(tab.uploads.getState().photos.map(({ name, stage }) => [name, stage]));
}

function all(tab: Tab, stage: Photo["stage"], count: number): boolean {
  const { photos } = tab.uploads.getState();
  return photos.length === count && photos.every((photo) => photo.stage === stage);
}

async function settled<T>(browser: SimulatedBrowser, promise: Promise<T>): Promise<T> {
  let done = false;
  void promise.finally(() => (done = true));
  await browser.time.until(() => done, 60_000);
  return promise;
}

test("photos are uploaded and their verdicts arrive", async () => {
  const browser = new SimulatedBrowser();
  const tab = browser.open();
  const added = await settled(browser, tab.uploads.add([photo("a.jpg"), photo("b.jpg"), photo("blurred.jpg")]));
  expect(added.every((one) => "key" in one && !("refused" in one))).toBe(true);
  await browser.time.until(() => tab.uploads.getState().photos.every((one) => one.image?.finishedAt), 10_000);
  expect(stages(tab)).toEqual({ "a.jpg": "accepted", "b.jpg": "accepted", "blurred.jpg": "rejected" });
  expect(tab.uploads.getState().connection).toBe("stream");
  expect(browser.server.puts).toBe(3);
  await browser.time.pass(1000);
  expect(tab.uploads.getState().set).toMatchObject({ accepted: 2, rejected: 1, pending: 0 });
});

test("many that wait are signed for and completed in few requests", async () => {
  const browser = new SimulatedBrowser();
  const tab = browser.open();
  const files = Array.from({ length: 50 }, (_, i) => photo(`${i}.jpg`));
  await settled(browser, tab.uploads.add(files));
  expect(await browser.time.until(() => all(tab, "accepted", 50), 60_000)).toBe(true);
  const count = (what: string) => browser.server.requests.filter((request) => request === what).length;
  expect(browser.server.puts).toBe(50);
  expect(count("POST /v1/uploads/sign")).toBeLessThan(40);
  expect(browser.server.requests.length).toBeLessThan(200);
});
