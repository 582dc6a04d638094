import { describe, expect, test } from "vitest";
import { href, parse } from "./place";

describe("Places", () => {
  test.each([
    { section: "overview", query: {} },
    { section: "queues", query: { status: "ERROR", q: "a b&c=ü/#?" } },
    { section: "queues", id: "0193f1b0-7c1e", query: {} },
    { section: "policy", id: "a/b %", query: {} },
  ] as const)("lead back to themselves: %o", (place) => expect(parse(href(place))).toEqual(place));

  test.each(["", "#", "#/", "#/nowhere", "#/__proto__", "nonsense"])("that are none lead to the overview: %s", (hash) =>
    expect(parse(hash).section).toBe("overview"),
  );

  test("that somebody mistyped are still places", () => {
    expect(parse("#/queues/%E0%A4%A")).toEqual({ section: "queues", id: "%E0%A4%A", query: {} });
    expect(parse("#/queues?status=&q=x")).toEqual({ section: "queues", query: { q: "x" } });
  });
});
