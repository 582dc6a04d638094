import { describe, expect, test } from "vitest";
import { filterOf, placeOf, stoppedOf, type Example } from "./group";

const example = (more: Partial<Example>): Example => ({
  imageId: "a",
  downloadId: null,
  owner: "anna",
  status: "stopped",
  attempts: 0,
  at: "2026-01-01T12:00:00Z",
  message: "403",
  ...more,
});

describe("A group of errors", () => {
  test("is tried again where all that stopped are known", () => {
    expect(stoppedOf({ stopped: 1, examples: [example({}), example({ imageId: "b", status: "retrying" })] })).toEqual({
      images: [{ imageId: "a", filename: "a", status: "ERROR" }],
    });
  });

  test("is not where there are more than are known, or none", () => {
    expect(stoppedOf({ stopped: 9, examples: [example({})] })).toBeUndefined();
    expect(stoppedOf({ stopped: 0, examples: [example({ status: "retrying" })] })).toBeUndefined();
    expect(stoppedOf({ stopped: 1, examples: [example({ imageId: null, downloadId: "d" })] })).toBeUndefined();
  });

  test("leads from an image to its story, from a download to those of its owner", () => {
    expect(placeOf(example({}))).toEqual({ section: "images", id: "a" });
    expect(placeOf(example({ imageId: null }))).toEqual({ section: "downloads", query: { owner: "anna" } });
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
