import { expect, test } from "vitest";
import { readDestination, type Destination } from "./destination";
import { createReports } from "./reports";
import type { Circumstances, Reporter } from "./sentry";

const HERE: Destination = { dsn: "https://key@sentry.example.org/1", environment: "test", release: "safelight@1" };
const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

/** Notes what it is told. */
function notebook() {
  const told: { failure: unknown; circumstances: Circumstances }[] = [];
  const comments: string[] = [];
  let loads = 0;
  const reporter: Reporter = {
    report: (failure, circumstances) => `event-${told.push({ failure, circumstances })}`,
    comment: (event, text) => comments.push(`${event}: ${text}`),
  };
  const load = () => {
    loads++;
    return Promise.resolve({ connect: () => reporter });
  };
  return { told, comments, load, loads: () => loads };
}

test("where nobody is to be told nothing is loaded, and the server's trace is known all the same", async () => {
  const { load, loads } = notebook();
  const reports = createReports(undefined, "upload", load);
  expect(await reports.tell({ status: 500, traceId: TRACE }, "boundary")).toEqual({
    report: undefined,
    traceId: TRACE,
  });
  expect(await reports.comment("event-1", "I pressed a button")).toBe(false);
  expect(loads()).toBe(0);
});

test("what tells is loaded when something breaks, and once", async () => {
  const { told, load, loads } = notebook();
  const reports = createReports(HERE, "upload", load);
  expect(loads()).toBe(0);
  expect(await reports.tell(new TypeError("broken"), "boundary")).toEqual({ report: "event-1", traceId: undefined });
  await reports.tell(new TypeError("also broken"), "window");
  expect(loads()).toBe(1);
  expect(told.map(({ circumstances }) => circumstances)).toEqual([
    { met: "boundary", traceId: undefined, page: "upload" },
    { met: "window", traceId: undefined, page: "upload" },
  ]);
});

test("what was called off, refused or did not arrive is no fault of ours", async () => {
  const { told, load } = notebook();
  const reports = createReports(HERE, "upload", load);
  for (const failure of [new DOMException("", "AbortError"), { status: 422 }, { status: 0 }]) {
    expect((await reports.tell(failure, "promise")).report).toBeUndefined();
  }
  expect(told).toEqual([]);
});

test("a page that breaks again and again tells it ten times", async () => {
  const { told, load } = notebook();
  const reports = createReports(HERE, "upload", load);
  for (let time = 0; time < 50; time++) await reports.tell(new Error(String(time)), "window");
  expect(told).toHaveLength(10);
});

test("what cannot be loaded now is loaded the next time, and nobody who tells is troubled", async () => {
  const { load } = notebook();
  let offline = true;
  const reports = createReports(HERE, "upload", () => (offline ? Promise.reject(new TypeError("offline")) : load()));
  expect((await reports.tell(new Error("one"), "boundary")).report).toBeUndefined();
  expect(await reports.comment("event-1", "hello")).toBe(false);
  offline = false;
  expect((await reports.tell(new Error("another"), "boundary")).report).toBe("event-1");
});

test("what nobody catches is told for as long as it is watched", async () => {
  const { told, load } = notebook();
  const reports = createReports(HERE, "upload", load);
  const end = reports.watch(window);
  const failure = new RangeError("too far");
  const rejection = () => Object.assign(new Event("unhandledrejection"), { reason: failure });
  window.dispatchEvent(new ErrorEvent("error", { error: failure, message: "too far" }));
  window.dispatchEvent(rejection());
  end();
  window.dispatchEvent(rejection());
  await expect.poll(() => told.map(({ circumstances }) => circumstances.met)).toEqual(["window", "promise"]);
});

test("where to tell is written in the page, or it is not", () => {
  expect(readDestination(document)).toBeUndefined();
  const page = document.createElement("div");
  page.innerHTML =
    '<meta name="sentry-dsn" content="https://key@sentry.example.org/1" />' +
    '<meta name="sentry-environment" content="test" /><meta name="sentry-release" content="safelight@1" />';
  expect(readDestination(page)).toEqual(HERE);
});
