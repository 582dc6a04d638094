import { describe, expect, test } from "vitest";
import { meantBy } from "./meant";

const meant = (selection: Readonly<Record<string, unknown>>, action = "retry") => meantBy({ action, selection });

describe("What a deed was done to", () => {
  test("leads to the photo or the download where it was one", () => {
    expect(meant({ imageIds: ["a"] })).toEqual({ said: "a", place: { section: "images", id: "a" } });
    expect(meant({ imageIds: ["a", "b"] })).toEqual({ said: "2 images" });
    expect(meant({ downloadIds: ["d"] })).toEqual({ said: "d", place: { section: "downloads", id: "d" } });
    expect(meant({ downloadIds: ["d", "e"] })).toEqual({ said: "2 downloads" });
  });

  test("leads to what a filter finds now", () => {
    expect(meant({ filter: { state: "ERROR", name: "img", owner: null }, atMost: 100 })).toEqual({
      said: "state: ERROR, name: img; the newest 100 at most",
      place: { section: "images", query: { status: "ERROR", q: "img" } },
    });
    expect(meant({ filter: {}, atMost: 100 }).said).toBe("all images of all owners; the newest 100 at most");
    expect(meant({ filter: { state: "queued" }, atMost: 10 }, "cancel")).toEqual({
      said: "state: queued; the newest 10 at most",
      place: { section: "downloads", query: { status: "queued" } },
    });
    expect(meant({ filter: {}, atMost: 10 }, "cancel").said).toBe("all downloads of all owners; the newest 10 at most");
  });

  test("leads to the errors, the webhook or the queues", () => {
    expect(meant({ fingerprint: "0123456789abcdef", hours: 6 })).toEqual({
      said: "what error 0123456789abcdef stopped in the last 6 hours",
      place: { section: "errors", query: { hours: "6" } },
    });
    expect(meant({ webhookId: "w", since: "t" }).place).toEqual({ section: "webhooks", id: "w" });
    expect(meant({ kind: "judge" })).toEqual({ said: "kind: judge", place: { section: "queues" } });
  });

  test("of another kind is said as it was written down", () => {
    expect(meant({ keyId: "k" })).toEqual({ said: "keyId: k" });
    expect(meant({})).toEqual({ said: "–" });
  });
});
