import { describe, expect, test } from "vitest";
import { filterOf, meantBy } from "./filter";

describe("A filter of downloads", () => {
  test("is read from the address, where a state that is none narrows nothing", () => {
    expect(filterOf({ status: "queued", owner: "anna" })).toEqual({ state: "queued", owner: "anna" });
    expect(filterOf({ status: "lost" })).toEqual({});
  });

  test("means what can be cancelled", () => {
    expect(meantBy({ state: "queued", owner: "anna" })).toEqual({
      filter: { state: "queued", owner: "anna" },
      said: "State: Queued, Owner: anna",
    });
    expect(meantBy({})).toEqual({ filter: {}, said: "all downloads of all owners" });
  });

  test("means nothing that could be cancelled where all of it has ended", () => {
    expect(meantBy({ state: "completed" })).toBeUndefined();
  });
});
