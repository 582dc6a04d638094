import { describe, expect, test } from "vitest";
import { href, parse } from "./place";

const ID = "0193f1b0-7c1e-7abc-8def-0123456789ab";

describe("Places", () => {
  test.each([
    { section: "overview", query: {} },
    { section: "images", query: { status: "ERROR", q: "a b&c=ü/#?" } },
    { section: "images", id: ID, query: {} },
    { section: "webhooks", id: "a/b %", query: {} },
  ] as const)("lead back to themselves: %o", (place) => expect(parse(href(place))).toEqual(place));

  test.each(["", "#", "#/", "#/nowhere", "#/__proto__", "nonsense"])("that are none lead to the overview: %s", (hash) =>
    expect(parse(hash).section).toBe("overview"),
  );

  test("that somebody mistyped are still places", () => {
    expect(parse("#/images/%E0%A4%A")).toEqual({ section: "images", id: "%E0%A4%A", query: {} });
    expect(parse("#/images?status=&q=x")).toEqual({ section: "images", query: { q: "x" } });
  });
});
