import { describe, expect, test } from "vitest";
import { filterOf, placeOf } from "./group";

describe("An example of an error", () => {
  test("leads to its story, a photo's or a download's", () => {
    expect(placeOf({ imageId: "a", downloadId: null })).toEqual({ section: "images", id: "a" });
    expect(placeOf({ imageId: null, downloadId: "d" })).toEqual({ section: "downloads", id: "d" });
  });
});

describe("A filter", () => {
  test("with what is not known narrows nothing", () => {
    expect(filterOf({ hours: "9", kind: "x", code: "OUTAGE", q: "403" })).toEqual({
      hours: 24,
      code: "OUTAGE",
      q: "403",
    });
  });
});
