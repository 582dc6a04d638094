import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClient } from "../api/client";
import type { Download } from "../api/models";
import { browser } from "../world/surroundings";
import type { Downloads } from "./downloads";
import { createDownloads } from "./engine";
import { DownloadServer } from "./testing/download-server";

let server: DownloadServer;
let open: Downloads[];

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  server = new DownloadServer();
  open = [];
});

afterEach(() => {
  open.forEach((downloads) => downloads.close());
  vi.restoreAllMocks();
});

vi.setConfig({ testTimeout: 30_000 });

/** How soon is not what is tried here, and machines that build are busy. */
const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000 });

/** A hundred times as fast as the world outside. */
const world = {
  ...browser(),
  now: () => Date.parse("2026-03-01T13:00:00Z"),
  after: (milliseconds: number, run: () => void) => browser().after(milliseconds / 100, run),
};

/** A page, of which several are tabs of one browser. */
async function page() {
  const client = createClient({ baseUrl: server.origin, token: "anna", fetch: server.fetch });
  const downloads = createDownloads(client, { feed: server.feed(), world });
  open.push(downloads);
  const told: string[] = [];
  downloads.onEnd(({ jobId, status }) => told.push(`${jobId} ${status}`));
  await eventually(() => expect(downloads.getState().loaded).toBe(true));
  return { downloads, told };
}

/** An order by another device of the same person. */
async function orderedElsewhere(): Promise<string> {
  const { api } = createClient({ baseUrl: server.origin, token: "anna", fetch: server.fetch });
  const { data } = await api.POST("/v1/download/initiate", {
    body: { imageIds: ["a"], variant: "normalized", format: "zip" },
  });
  return data?.jobId ?? "";
}

const shown = (downloads: Downloads) => downloads.getState().downloads.map(({ jobId, status }) => `${jobId} ${status}`);
const first = (downloads: Downloads): Download | undefined => downloads.getState().downloads[0];
const orders = () => server.asked.filter((what) => what === "POST /v1/download/initiate").length;
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 50));

describe("An order", () => {
  it("is shown from when it is placed to when its archive is there", async () => {
    const { downloads, told } = await page();
    const jobId = await downloads.start(["a", "b"]);
    expect(shown(downloads)).toEqual(["job-1 queued"]);
    server.progress(jobId, 500_000);
    await eventually(() => expect(first(downloads)).toMatchObject({ status: "processing", progress: 25 }));
    server.complete(jobId);
    await eventually(() => expect(first(downloads)).toMatchObject({ status: "completed", size: 2_000_900 }));
    await eventually(() => expect(told).toEqual(["job-1 completed"]));
  });

  it("is one for a double click", async () => {
    const { downloads } = await page();
    const both = await Promise.all([downloads.start(["a"]), downloads.start(["a"])]);
    expect(both).toEqual(["job-1", "job-1"]);
    expect(orders()).toBe(1);
  });

  it("is one when answers are lost, each time with the same key", async () => {
    const { downloads } = await page();
    server.fail("POST", "answer lost", "unreachable", "busy");
    expect(await downloads.start(["a"])).toBe("job-1");
    expect(orders()).toBe(4);
    expect(server.jobs()).toEqual(["job-1"]);
  });

  it("of what is there already tells of it again, because somebody waits for it", async () => {
    const { downloads, told } = await page();
    server.complete(await downloads.start(["a"]));
    await eventually(() => expect(told).toHaveLength(1));
    expect(await downloads.start(["a"])).toBe("job-1");
    await eventually(() => expect(told).toEqual(["job-1 completed", "job-1 completed"]));
  });

  it("that cannot be is rejected with what the server says", async () => {
    const { downloads } = await page();
    await expect(downloads.start([])).rejects.toMatchObject({ code: "INVALID_REQUEST", status: 400 });
    server.fail("POST", ...Array<"unreachable">(5).fill("unreachable"));
    await expect(downloads.start(["a"])).rejects.toMatchObject({ code: "NETWORK", passes: true });
  });

  it("can be cancelled, and is shown no more and told of to nobody", async () => {
    const { downloads, told } = await page();
    await downloads.cancel(await downloads.start(["a"]));
    await aMoment();
    expect(shown(downloads)).toEqual([]);
    expect(told).toEqual([]);
    expect(await downloads.start(["a"])).toBe("job-2");
  });

  it("is placed again as it was after the archive expired, which is shown no more then", async () => {
    const { downloads } = await page();
    const jobId = await downloads.start(["a", "b"], "original");
    server.complete(jobId);
    server.expire(jobId);
    await eventually(() => expect(shown(downloads)).toEqual(["job-1 expired"]));
    expect(await downloads.again(jobId)).toBe("job-2");
    expect(shown(downloads)).toEqual(["job-2 queued"]);
    expect(first(downloads)).toMatchObject({ variant: "original", totalFiles: 2 });
  });

  it("that fails says why", async () => {
    const { downloads, told } = await page();
    server.failDownload(await downloads.start(["a"]));
    await eventually(() => expect(first(downloads)?.error?.code).toBe("NOTHING_TO_DELIVER"));
    await eventually(() => expect(told).toEqual(["job-1 failed"]));
  });
});

describe("The archive", () => {
  it("has an address for links, and a signed one for those who come with a token", async () => {
    const { downloads } = await page();
    const jobId = await downloads.start(["a"]);
    expect(downloads.href(jobId)).toBe("https://photos.example.org/v1/download/job-1");
    await expect(downloads.url(jobId)).rejects.toMatchObject({ code: "DOWNLOAD_NOT_READY" });
    server.complete(jobId);
    expect(await downloads.url(jobId)).toBe("https://photos.example.org/objects/job-1.zip?signature=1");
    server.expire(jobId);
    await expect(downloads.url(jobId)).rejects.toMatchObject({ code: "DOWNLOAD_EXPIRED", status: 410 });
    await expect(downloads.url("unheard-of")).rejects.toMatchObject({ code: "DOWNLOAD_NOT_FOUND" });
  });

  it("is saved by a link that is clicked and gone", async () => {
    const { downloads } = await page();
    const jobId = await downloads.start(["a"]);
    server.complete(jobId);
    const clicked: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
      clicked.push(this.href);
    });
    await downloads.save(jobId);
    expect(clicked).toEqual(["https://photos.example.org/objects/job-1.zip?signature=1"]);
    expect(document.querySelector("a")).toBeNull();
  });
});

describe("Ends", () => {
  it("are told once among all tabs", async () => {
    const one = await page();
    const tabs = [one, await page(), await page()];
    server.complete(await one.downloads.start(["a"]));
    for (const { downloads } of tabs) await eventually(() => expect(shown(downloads)).toEqual(["job-1 completed"]));
    await aMoment();
    expect(tabs.flatMap(({ told }) => told)).toEqual(["job-1 completed"]);
  });

  it("are left to a tab that is seen", async () => {
    const { told: hidden } = await page();
    const visibility = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    const { downloads, told } = await page();
    const jobId = await downloads.start(["a"]);
    server.complete(jobId);
    visibility.mockReturnValue("visible");
    await eventually(() => expect([...hidden, ...told]).toEqual(["job-1 completed"]));
  });

  it("that came while no page was open are told on opening", async () => {
    const before = await page();
    const jobId = await before.downloads.start(["a"]);
    await aMoment();
    before.downloads.close();
    server.complete(jobId);
    const { told } = await page();
    await eventually(() => expect(told).toEqual(["job-1 completed"]));
    const again = await page();
    await aMoment();
    expect(again.told).toEqual([]);
  });

  it("of what was over before anybody of this browser looked are told to nobody", async () => {
    server.complete(await orderedElsewhere());
    const { downloads, told } = await page();
    await aMoment();
    expect(shown(downloads)).toEqual(["job-1 completed"]);
    expect(told).toEqual([]);
  });

  it("of what another device ordered are told as well, also when it was never seen under way", async () => {
    const { told, downloads } = await page();
    server.complete(await orderedElsewhere());
    await eventually(() => expect(told).toEqual(["job-1 completed"]));
    expect(shown(downloads)).toEqual(["job-1 completed"]);
  });

  it("are told by each tab where the browser stores nothing", async () => {
    vi.spyOn(indexedDB, "open").mockImplementation(() => {
      throw new DOMException("not here", "SecurityError");
    });
    const { downloads, told } = await page();
    server.complete(await downloads.start(["a"]));
    await eventually(() => expect(told).toEqual(["job-1 completed"]));
  });
});

describe("The list", () => {
  it("is loaded again when events may have been missed", async () => {
    const { downloads, told } = await page();
    const jobId = await downloads.start(["a"]);
    server.silently(() => server.complete(jobId));
    expect(shown(downloads)).toEqual(["job-1 queued"]);
    server.resync();
    await eventually(() => expect(shown(downloads)).toEqual(["job-1 completed"]));
    await eventually(() => expect(told).toEqual(["job-1 completed"]));
  });

  it("says why it is not there, and comes by itself when that has passed", async () => {
    server.fail("GET", "unreachable", "unreachable");
    const client = createClient({ baseUrl: server.origin, token: "anna", fetch: server.fetch });
    const downloads = createDownloads(client, { feed: server.feed(), world });
    open.push(downloads);
    const notices: (string | undefined)[] = [];
    downloads.subscribe(() => notices.push(downloads.getState().notice?.code));
    await eventually(() => expect(downloads.getState()).toEqual({ loaded: true, downloads: [] }));
    expect(notices).toEqual(["NETWORK", "NETWORK", undefined]);
  });

  it("is not asked for again and again by somebody who may not have it", async () => {
    server.fail("GET", "unauthorized");
    const client = createClient({ baseUrl: server.origin, token: "wrong", fetch: server.fetch });
    const downloads = createDownloads(client, { feed: server.feed(), world });
    open.push(downloads);
    await eventually(() => expect(downloads.getState().notice?.code).toBe("UNAUTHORIZED"));
    await aMoment();
    expect(server.asked).toEqual(["GET /v1/download"]);
  });

  it("changes at most five times a second however much progress is told", async () => {
    const { downloads } = await page();
    const jobId = await downloads.start(["a"]);
    await aMoment();
    let changes = 0;
    downloads.subscribe(() => (changes += 1));
    for (let bytes = 0; bytes < 1_000_000; bytes += 1000) server.progress(jobId, bytes);
    await eventually(() => expect(first(downloads)?.progress).toBe(99));
    expect(changes).toBe(1);
  });

  it("is asked for by nobody after closing, twice", async () => {
    const { downloads } = await page();
    downloads.close();
    downloads.close();
    const before = server.asked.length;
    server.resync();
    await aMoment();
    expect(server.asked).toHaveLength(before);
  });
});
