// @vitest-environment node
import { expect, test } from "vitest";
import type { SafelightEvent } from "../api/models";
import { SimulatedBrowser, type Tab } from "../testing/browser";
import { problem } from "../testing/server";

function happen(browser: SimulatedBrowser, subject: string): void {
  browser.server.tell("set.ready", subject, { setId: subject });
}

function heardBy(tab: Tab): string[] {
  const heard: string[] = [];
  tab.feed.subscribe((event: SafelightEvent) => heard.push(event.subject));
  return heard;
}

async function connected(browser: SimulatedBrowser, tab: Tab, how = "stream"): Promise<boolean> {
  return browser.time.until(() => tab.feed.connection === how, 120_000);
}

test("an event is heard by every tab, once, over one stream", async () => {
  const browser = new SimulatedBrowser();
  const tabs = [browser.open(), browser.open(), browser.open()] as const;
  const heard = tabs.map(heardBy);
  await connected(browser, tabs[2]);
  expect(browser.server.streams.size).toBe(1);
  happen(browser, "a");
  happen(browser, "b");
  await browser.time.quiet();
  expect(heard).toEqual([
    ["a", "b"],
    ["a", "b"],
    ["a", "b"],
  ]);
});

test("what happens while the stream is cut is told after it, once and in order", async () => {
  const browser = new SimulatedBrowser();
  const tab = browser.open();
  const heard = heardBy(tab);
  await connected(browser, tab);
  happen(browser, "a");
  await browser.time.quiet();
  browser.server.cutStreams();
  happen(browser, "b");
  await browser.time.pass(2_000);
  happen(browser, "c");
  await browser.time.quiet();
  expect(heard).toEqual(["a", "b", "c"]);
});

test("when the leading tab dies, another one goes on from the last event", async () => {
  const browser = new SimulatedBrowser();
  const first = browser.open();
  const second = browser.open();
  const heard = heardBy(second);
  await connected(browser, second);
  happen(browser, "a");
  await browser.time.quiet();
  first.kill();
  browser.server.cutStreams();
  happen(browser, "b");
  await browser.time.pass(1_000);
  expect(heard).toEqual(["a", "b"]);
});

test("a stream that says bye is opened again after as long as it said", async () => {
  const browser = new SimulatedBrowser();
  const tab = browser.open();
  const heard = heardBy(tab);
  await connected(browser, tab);
  browser.server.sayBye();
  happen(browser, "a");
  await browser.time.pass(310);
  expect(heard).toEqual(["a"]);
  expect(tab.feed.connection).toBe("stream");
});

test("a resync makes every tab load again", async () => {
  const browser = new SimulatedBrowser();
  const first = browser.open();
  const second = browser.open();
  await connected(browser, second);
  const loads: string[] = [];
  first.feed.onResync(() => loads.push("first"));
  second.feed.onResync(() => loads.push("second"));
  await browser.time.pass(500);
  expect(loads.sort()).toEqual(["first", "second"]);
  browser.server.sayResync();
  await browser.time.quiet();
  expect(loads.sort()).toEqual(["first", "first", "second", "second"]);
});

test("where a proxy holds streams back it asks instead, as soon, and tries the stream again later", async () => {
  const browser = new SimulatedBrowser();
  browser.server.holdsStreamsBack = true;
  const tab = browser.open();
  const heard = heardBy(tab);
  expect(await connected(browser, tab, "polling")).toBe(true);
  happen(browser, "a");
  await browser.time.pass(100);
  expect(heard).toEqual(["a"]);
  browser.server.holdsStreamsBack = false;
  expect(await connected(browser, tab, "stream")).toBe(true);
  happen(browser, "b");
  await browser.time.quiet();
  expect(heard).toEqual(["a", "b"]);
});

test("a proxy that ends requests which wait is asked more often, without waiting", async () => {
  const browser = new SimulatedBrowser();
  browser.server.holdsStreamsBack = true;
  browser.server.intercept = ({ headers }) => (headers.has("Prefer") ? problem(504, "GATEWAY_TIMEOUT") : undefined);
  const tab = browser.open();
  const heard = heardBy(tab);
  await connected(browser, tab, "polling");
  await browser.time.pass(20_000);
  happen(browser, "a");
  await browser.time.pass(2_500);
  expect(heard).toEqual(["a"]);
});

test("a stream on which nothing comes any more is taken for dead", async () => {
  const browser = new SimulatedBrowser();
  const tab = browser.open();
  const heard = heardBy(tab);
  await connected(browser, tab);
  browser.server.streams.clear(); // the server no longer knows of it, and the browser does not either
  await browser.time.pass(30_000);
  happen(browser, "a");
  expect(heard).toEqual([]);
  await browser.time.pass(7_000);
  expect(heard).toEqual(["a"]);
});

test("while the server is away it tries again and again, more and more slowly", async () => {
  const browser = new SimulatedBrowser();
  const tab = browser.open();
  await connected(browser, tab);
  browser.fault = () => "lose";
  browser.server.cutStreams();
  await browser.time.pass(600_000);
  expect(tab.feed.connection).toBe("connecting");
  browser.fault = () => undefined;
  expect(await connected(browser, tab)).toBe(true);
  const requests = browser.server.requests.filter((request) => request === "GET /v1/events").length;
  expect(requests).toBeLessThan(10);
});

test("offline is said at once, and coming back connects at once", async () => {
  const browser = new SimulatedBrowser();
  const tab = browser.open();
  const other = browser.open();
  heardBy(other);
  await connected(browser, other);
  browser.goOffline();
  await browser.time.pass(100);
  expect([tab.feed.connection, other.feed.connection]).toEqual(["offline", "offline"]);
  await browser.time.pass(300_000);
  browser.goOnline();
  await browser.time.pass(100);
  expect([tab.feed.connection, other.feed.connection]).toEqual(["stream", "stream"]);
});

test("a browser that wrongly believes to be offline is not believed for long", async () => {
  const browser = new SimulatedBrowser();
  browser.believesOffline = true;
  const tab = browser.open();
  const heard = heardBy(tab);
  expect(await connected(browser, tab)).toBe(true);
  happen(browser, "a");
  await browser.time.quiet();
  expect(heard).toEqual(["a"]);
});
