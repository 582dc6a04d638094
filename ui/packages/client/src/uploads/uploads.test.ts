// @vitest-environment node
import { afterEach, beforeEach, expect, test } from "vitest";
import { photo, SimulatedBrowser, UnreadableFile, type Tab } from "../testing/browser";
import { problem } from "../testing/server";
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

test("progress is shown while it uploads, and nothing is shown more often than ten times a second for it", async () => {
  const browser = new SimulatedBrowser();
  const tab = browser.open();
  const seen = new Set<number>();
  tab.uploads.subscribe(() => tab.uploads.getState().photos.forEach((one) => seen.add(one.progress)));
  void tab.uploads.add([photo("a.jpg")]);
  await browser.time.until(() => all(tab, "accepted", 1), 10_000);
  expect(Math.max(...seen)).toBe(1);
  expect([...seen].some((part) => part > 0 && part < 1)).toBe(true);
});

test("a snapshot stays the same until something changes, and photos that did not change stay the same objects", async () => {
  const browser = new SimulatedBrowser();
  const tab = browser.open();
  void tab.uploads.add([photo("a.jpg")]);
  await browser.time.until(() => all(tab, "accepted", 1), 10_000);
  await browser.time.pass(1000);
  const before = tab.uploads.getState();
  expect(tab.uploads.getState()).toBe(before);
  void tab.uploads.add([photo("b.jpg")]);
  await browser.time.until(() => all(tab, "accepted", 2), 10_000);
  expect(tab.uploads.getState().photos[1]).toBe(before.photos[0]);
});

test("the newest photo comes first and keeps its place and its key after a refresh", async () => {
  const browser = new SimulatedBrowser();
  const tab = browser.open();
  void tab.uploads.add([photo("a.jpg"), photo("b.jpg")]);
  await browser.time.until(() => all(tab, "accepted", 2), 10_000);
  void tab.uploads.add([photo("c.jpg")]);
  await browser.time.until(() => all(tab, "accepted", 3), 10_000);
  const before = tab.uploads.getState().photos.map(({ key, name }) => [key, name]);
  expect(before.map(([, name]) => name)).toEqual(["c.jpg", "b.jpg", "a.jpg"]);
  tab.kill();
  const again = browser.open();
  await browser.time.until(() => again.uploads.getState().loaded, 10_000);
  expect(again.uploads.getState().photos.map(({ key, name }) => [key, name])).toEqual(before);
});

test("what the policy forbids is refused at once and sends nothing", async () => {
  const browser = new SimulatedBrowser();
  const tab = browser.open();
  const gif = new File(["GIF89a"], "a.gif", { type: "image/gif" });
  const heic = new File(["ftypheic"], "IMG_1.HEIC", { type: "" });
  const files = [gif, photo("empty.jpg", ""), photo("small.jpg", "x"), photo("large.jpg", "x".repeat(10_001)), heic];
  const added = await settled(browser, tab.uploads.add(files));
  const codes = added.map((one) => ("refused" in one ? one.refused.code : "taken"));
  expect(codes).toEqual(["UNSUPPORTED_FORMAT", "EMPTY_FILE", "FILE_TOO_SMALL", "FILE_TOO_LARGE", "taken"]);
  await browser.time.until(() => all(tab, "accepted", 1), 10_000);
  expect(tab.uploads.getState().photos[0]?.type).toBe("image/heic");
});

test("no more are taken than there is room for, and what is refused leaves its place", async () => {
  const browser = new SimulatedBrowser();
  browser.server.policy = { ...browser.server.policy, set: { minimum: 1, maximum: 2 } };
  const tab = browser.open();
  const added = await settled(browser, tab.uploads.add(["a.jpg", "blurred.jpg", "c.jpg"].map((name) => photo(name))));
  expect(added[2]).toMatchObject({ name: "c.jpg", refused: { code: "SET_FULL" } });
  await browser.time.until(() => stages(tab)["blurred.jpg"] === "rejected", 10_000);
  const [again] = await settled(browser, tab.uploads.add([photo("c.jpg")]));
  expect(again).not.toHaveProperty("refused");
});

test("when another device takes the last place, the photo says so and can be tried again", async () => {
  const browser = new SimulatedBrowser();
  const tab = browser.open();
  await browser.time.until(() => tab.uploads.getState().loaded, 10_000);
  browser.server.policy = { ...browser.server.policy, set: { minimum: 0, maximum: 0 } };
  await settled(browser, tab.uploads.add([photo("a.jpg")]));
  await browser.time.until(() => all(tab, "failed", 1), 10_000);
  const [failed] = tab.uploads.getState().photos;
  expect(failed?.notice?.code).toBe("SET_FULL");
  browser.server.policy = { ...browser.server.policy, set: { minimum: 0, maximum: 5 } };
  void tab.uploads.retry(failed?.key ?? "");
  expect(await browser.time.until(() => all(tab, "accepted", 1), 20_000)).toBe(true);
});

test("the same file chosen twice is refused with the key of the first, also under another name", async () => {
  const browser = new SimulatedBrowser();
  const tab = browser.open();
  const [first] = await settled(browser, tab.uploads.add([photo("a.jpg", "same", 1)]));
  const key = first && "key" in first ? first.key : "";
  const again = await settled(browser, tab.uploads.add([photo("a.jpg", "same", 1), photo("b.jpg", "same", 2)]));
  expect(again).toMatchObject([
    { name: "a.jpg", key, refused: { code: "SAME_FILE" } },
    { name: "b.jpg", key, refused: { code: "SAME_FILE" } },
  ]);
  await browser.time.until(() => all(tab, "accepted", 1), 10_000);
  const [late] = await settled(browser, tab.uploads.add([photo("c.jpg", "same", 3)]));
  expect(late).toMatchObject({ key, refused: { code: "SAME_FILE" } });
  expect(browser.server.puts).toBe(1);
});

test("offline it pauses, and goes on by itself", async () => {
  const browser = new SimulatedBrowser();
  const tab = browser.open();
  await browser.time.until(() => tab.uploads.getState().connection === "stream", 10_000);
  void tab.uploads.add([photo("a.jpg")]);
  await browser.time.until(() => all(tab, "uploading", 1), 5_000);
  browser.goOffline();
  await browser.time.pass(100);
  expect(tab.uploads.getState().connection).toBe("offline");
  expect(tab.uploads.getState().photos[0]).toMatchObject({ stage: "paused", notice: { code: "OFFLINE" } });
  void tab.uploads.add([photo("b.jpg")]);
  await browser.time.pass(600_000);
  browser.goOnline();
  expect(await browser.time.until(() => all(tab, "accepted", 2), 5_000)).toBe(true);
  expect(browser.server.uploads.size).toBe(2);
});

test("a URL that has expired is signed for again", async () => {
  const browser = new SimulatedBrowser();
  const { policy } = browser.server;
  const tab = browser.open();
  await browser.time.until(() => tab.uploads.getState().loaded, 10_000);
  // The client still believes in a quarter of an hour.
  browser.server.policy = { ...policy, upload: { ...policy.upload, urlValidForSeconds: 0 } };
  void tab.uploads.add([photo("a.jpg")]);
  await browser.time.until(() => browser.server.puts > 0, 10_000);
  browser.server.policy = policy;
  expect(await browser.time.until(() => all(tab, "accepted", 1), 10_000)).toBe(true);
  expect(browser.server.uploads.size).toBe(1);
});

test("an upload that was forgotten until its deadline begins anew as the same photo", async () => {
  const browser = new SimulatedBrowser();
  const tab = browser.open();
  void tab.uploads.add([photo("a.jpg")]);
  await browser.time.until(() => browser.server.uploads.size === 1, 5_000);
  const key = tab.uploads.getState().photos[0]?.key;
  tab.kill();
  await browser.time.pass(4_000_000);
  expect(browser.server.images()[0]?.status).toBe("UPLOAD_FAILED");
  const again = browser.open();
  expect(await browser.time.until(() => all(again, "accepted", 1), 60_000)).toBe(true);
  expect(again.uploads.getState().photos[0]?.key).toBe(key);
  expect(browser.server.images().map((image) => image.status)).toEqual(["ACCEPTED"]);
});

test("when the answer to a PUT is lost, the next one finds the bytes there and the photo is completed", async () => {
  const browser = new SimulatedBrowser();
  let lost = 0;
  browser.fault = (what) => (what === "PUT" && lost++ === 0 ? "loseAnswer" : undefined);
  const tab = browser.open();
  void tab.uploads.add([photo("a.jpg")]);
  expect(await browser.time.until(() => all(tab, "accepted", 1), 30_000)).toBe(true);
  expect(browser.server.photos()).toEqual(["content of a.jpg"]);
});

test("a server that says later is obeyed, and when that is is shown", async () => {
  const browser = new SimulatedBrowser();
  const tab = browser.open();
  await browser.time.until(() => tab.uploads.getState().loaded, 10_000);
  const until = browser.time.now() + 20_000;
  browser.server.intercept = ({ url }) =>
    url.endsWith("/sign") && browser.time.now() < until
      ? problem(503, "BACKLOG_FULL", { "Retry-After": "20" })
      : undefined;
  void tab.uploads.add([photo("a.jpg")]);
  await browser.time.pass(2_000);
  const [waiting] = tab.uploads.getState().photos;
  expect(waiting).toMatchObject({ stage: "waiting", notice: { code: "BACKLOG_FULL" } });
  expect(waiting?.retryAt).toBeGreaterThan(until - 1_000);
  expect(browser.server.requests.filter((request) => request === "POST /v1/uploads/sign")).toHaveLength(1);
  expect(await browser.time.until(() => all(tab, "accepted", 1), 30_000)).toBe(true);
});

test("one file that makes a whole order invalid does not hold up the others", async () => {
  const browser = new SimulatedBrowser();
  const tab = browser.open();
  void tab.uploads.add(["a.jpg", "poison.jpg", "c.jpg", "d.jpg"].map((name) => photo(name)));
  await browser.time.pass(5_000);
  const expected = { "a.jpg": "accepted", "poison.jpg": "failed", "c.jpg": "accepted", "d.jpg": "accepted" };
  expect(stages(tab)).toEqual(expected);
});

test("a second tab shows the same, and what is chosen and removed in it is done by the first", async () => {
  const browser = new SimulatedBrowser();
  const first = browser.open();
  const second = browser.open();
  void second.uploads.add([photo("a.jpg"), photo("b.jpg")]);
  await browser.time.until(() => all(second, "accepted", 2), 10_000);
  expect(first.uploads.getState()).toEqual(second.uploads.getState());
  expect(browser.server.streams.size).toBe(1);
  expect(browser.server.puts).toBe(2);
  const key = second.uploads.getState().photos[0]?.key ?? "";
  await settled(browser, second.uploads.remove(key));
  await browser.time.until(() => browser.server.uploads.size === 1, 5_000);
  expect(all(first, "accepted", 1) && all(second, "accepted", 1)).toBe(true);
});

test("when the leading tab dies in the middle, another goes on where it was", async () => {
  const browser = new SimulatedBrowser();
  const first = browser.open();
  const second = browser.open();
  void first.uploads.add(["a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg", "f.jpg"].map((name) => photo(name)));
  await browser.time.until(() => Object.values(stages(second)).includes("uploading"), 5_000);
  first.kill();
  browser.server.cutStreams();
  expect(await browser.time.until(() => all(second, "accepted", 6), 20_000)).toBe(true);
  expect(browser.server.photos()).toHaveLength(6);
});

test("a leader that the system froze loses its place to the tab that is looked at", async () => {
  const browser = new SimulatedBrowser();
  const first = browser.open();
  const second = browser.open();
  await browser.time.until(() => second.uploads.getState().loaded, 10_000);
  first.isFrozen = true;
  void second.uploads.add([photo("a.jpg")]);
  await browser.time.pass(1_000);
  second.heard("wake");
  expect(await browser.time.until(() => all(second, "accepted", 1), 20_000)).toBe(true);
});

test("without locks each tab works for itself, and still nothing is there twice", async () => {
  const browser = new SimulatedBrowser();
  browser.hasLocks = false;
  const first = browser.open();
  const second = browser.open();
  void first.uploads.add([photo("a.jpg"), photo("b.jpg")]);
  expect(await browser.time.until(() => all(first, "accepted", 2) && all(second, "accepted", 2), 20_000)).toBe(true);
  expect(browser.server.images()).toHaveLength(2);
});

test("what cannot be stored is uploaded all the same, and asked for again after a refresh", async () => {
  const browser = new SimulatedBrowser();
  browser.quota = 5;
  const tab = browser.open();
  void tab.uploads.add([photo("a.jpg")]);
  expect(await browser.time.until(() => all(tab, "accepted", 1), 10_000)).toBe(true);
  browser.server.intercept = ({ url }) => (url.endsWith("/sign") ? problem(503, "UNAVAILABLE") : undefined);
  await settled(browser, tab.uploads.add([photo("b.jpg")]));
  tab.kill();
  browser.server.intercept = () => undefined;
  const again = browser.open();
  await browser.time.until(() => again.uploads.getState().loaded, 10_000);
  expect(stages(again)).toEqual({ "a.jpg": "accepted", "b.jpg": "fileNeeded" });
  const key = again.uploads.getState().photos[0]?.key;
  const [added] = await settled(browser, again.uploads.add([photo("b.jpg")]));
  expect(added).toEqual({ key });
  expect(await browser.time.until(() => all(again, "accepted", 2), 10_000)).toBe(true);
});

test("a file that was moved since it was chosen is asked for again", async () => {
  const browser = new SimulatedBrowser();
  browser.quota = 1;
  const tab = browser.open();
  void tab.uploads.add([new UnreadableFile(["content"], "a.jpg", { type: "image/jpeg" })]);
  await browser.time.pass(5_000);
  expect(tab.uploads.getState().photos[0]).toMatchObject({ stage: "fileNeeded", notice: { code: "FILE_CHANGED" } });
});

test("a removal offline is shown at once and told to the server when it can be, also after a refresh", async () => {
  const browser = new SimulatedBrowser();
  const tab = browser.open();
  void tab.uploads.add([photo("a.jpg")]);
  await browser.time.until(() => all(tab, "accepted", 1), 10_000);
  browser.goOffline();
  await settled(browser, tab.uploads.remove(tab.uploads.getState().photos[0]?.key ?? ""));
  expect(tab.uploads.getState().photos).toEqual([]);
  await browser.time.pass(5_000);
  expect(browser.server.uploads.size).toBe(1);
  tab.kill();
  const again = browser.open();
  await browser.time.pass(5_000);
  browser.goOnline();
  expect(await browser.time.until(() => browser.server.uploads.size === 0, 20_000)).toBe(true);
  await browser.time.pass(1_000);
  expect(again.uploads.getState().photos).toEqual([]);
});

test("removing a photo while it is uploaded ends the upload and leaves nothing behind", async () => {
  const browser = new SimulatedBrowser();
  const tab = browser.open();
  void tab.uploads.add([photo("a.jpg")]);
  await browser.time.until(() => all(tab, "uploading", 1), 5_000);
  await settled(browser, tab.uploads.remove(tab.uploads.getState().photos[0]?.key ?? ""));
  await browser.time.pass(5_000);
  expect(browser.server.uploads.size).toBe(0);
  expect(browser.server.puts).toBe(0);
});

test("a photo is replaced in one step", async () => {
  const browser = new SimulatedBrowser();
  browser.server.policy = { ...browser.server.policy, set: { minimum: 1, maximum: 1 } };
  const tab = browser.open();
  void tab.uploads.add([photo("a.jpg")]);
  await browser.time.until(() => all(tab, "accepted", 1), 10_000);
  const old = tab.uploads.getState().photos[0]?.key ?? "";
  const added = await settled(browser, tab.uploads.replace(old, photo("a.jpg", "cropped")));
  expect(added).toHaveProperty("key");
  expect(tab.uploads.getState().photos).toHaveLength(1);
  expect(await browser.time.until(() => all(tab, "accepted", 1), 10_000)).toBe(true);
  expect(browser.server.photos()).toEqual(["cropped"]);
});

test("a fault of the server is sent back to work when it is asked for", async () => {
  const browser = new SimulatedBrowser();
  const tab = browser.open();
  void tab.uploads.add([photo("a.jpg")]);
  await browser.time.until(() => all(tab, "accepted", 1), 10_000);
  const [upload] = browser.server.uploads.values();
  if (upload) browser.server.move(upload, "ERROR", { incidentId: "inc-1" });
  await browser.time.until(() => all(tab, "error", 1), 5_000);
  expect(tab.uploads.getState().photos[0]?.notice?.advice).toContain("inc-1");
  void tab.uploads.retry(tab.uploads.getState().photos[0]?.key ?? "");
  expect(await browser.time.until(() => all(tab, "accepted", 1), 5_000)).toBe(true);
});

test("what is deleted elsewhere disappears here, also when nobody was listening", async () => {
  const browser = new SimulatedBrowser();
  const tab = browser.open();
  void tab.uploads.add([photo("a.jpg"), photo("b.jpg")]);
  await browser.time.until(() => all(tab, "accepted", 2), 10_000);
  const [first] = browser.server.images();
  const device = new Request(`http://safelight.test/v1/images/${first?.imageId ?? ""}`, { method: "DELETE" });
  await browser.server.handle(device);
  expect(await browser.time.until(() => all(tab, "accepted", 1), 1_000)).toBe(true);
  tab.kill();
  browser.server.uploads.clear();
  const again = browser.open();
  await browser.time.until(() => again.uploads.getState().loaded, 10_000);
  await browser.time.pass(100);
  expect(again.uploads.getState().photos).toEqual([]);
});

test("what is remembered is not newer than a list that is asked for in the same moment", async () => {
  const browser = new SimulatedBrowser();
  const before = browser.open();
  void before.uploads.add([photo("a.jpg")]);
  await browser.time.until(() => all(before, "accepted", 1), 10_000);
  before.kill();
  browser.server.uploads.clear();
  const { feed } = browser.open({ setId: "another" });
  await browser.time.until(() => feed.connection === "stream", 10_000);
  const again = browser.open({ feed });
  await browser.time.until(() => again.uploads.getState().loaded, 10_000);
  expect(again.uploads.getState().photos).toEqual([]);
  const [added] = await settled(browser, again.uploads.add([photo("a.jpg")]));
  expect(added).not.toHaveProperty("refused");
});

test("a token that is refused is said, and does not lose what was chosen", async () => {
  const browser = new SimulatedBrowser();
  browser.server.intercept = ({ url }) => (url.endsWith("/policy") ? undefined : problem(401, "UNAUTHORIZED"));
  const tab = browser.open();
  void tab.uploads.add([photo("a.jpg")]);
  await browser.time.pass(20_000);
  expect(tab.uploads.getState()).toMatchObject({ loaded: false, notice: { code: "UNAUTHORIZED" } });
  browser.server.intercept = () => undefined;
  expect(await browser.time.until(() => all(tab, "accepted", 1), 120_000)).toBe(true);
  expect(tab.uploads.getState()).not.toHaveProperty("notice");
});

test("closing twice is closing once, and forgets nothing", async () => {
  const browser = new SimulatedBrowser();
  const tab = browser.open();
  void tab.uploads.add([photo("a.jpg")]);
  await browser.time.until(() => all(tab, "uploading", 1), 5_000);
  tab.uploads.close();
  tab.uploads.close();
  await browser.time.pass(5_000);
  expect(browser.server.puts).toBe(0);
  const again = browser.open();
  expect(await browser.time.until(() => all(again, "accepted", 1), 10_000)).toBe(true);
});
