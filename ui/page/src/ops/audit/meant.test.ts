import { describe, expect, test } from "vitest";
import { meantBy } from "./meant";

describe("What a deed was done to", () => {
  test("leads to the photo where it was one", () => {
    expect(meantBy({ imageIds: ["a"] })).toEqual({ said: "a", place: { section: "images", id: "a" } });
    expect(meantBy({ imageIds: ["a", "b"] })).toEqual({ said: "2 images" });
  });

  test("leads to what a filter finds now", () => {
    expect(meantBy({ filter: { state: "ERROR", name: "img", owner: null }, atMost: 100 })).toEqual({
      said: "state: ERROR, name: img; the newest 100 at most",
      place: { section: "images", query: { status: "ERROR", q: "img" } },
    });
    expect(meantBy({ filter: {}, atMost: 100 }).said).toBe("all images of all owners; the newest 100 at most");
  });

  test("leads to the webhook or the queues", () => {
    expect(meantBy({ webhookId: "w", since: "t" }).place).toEqual({ section: "webhooks", id: "w" });
    expect(meantBy({ kind: "judge" })).toEqual({ said: "kind: judge", place: { section: "queues" } });
  });

  test("of another kind is said as it was written down", () => {
    expect(meantBy({ keyId: "k" })).toEqual({ said: "keyId: k" });
    expect(meantBy({})).toEqual({ said: "–" });
  });
});
