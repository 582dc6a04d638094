import { describe, expect, test } from "vitest";
import { causeOf, filterOf, queryOf, type Found } from "./filter";

describe("A filter", () => {
  test("is said in the address and read from it", () => {
    const filter = { state: "ERROR", owner: "anna", q: "img_" } as const;
    expect(filterOf(queryOf(filter))).toEqual(filter);
  });

  test("with a state that is none is none", () => expect(filterOf({ status: "LOST", q: "x" })).toEqual({ q: "x" }));
});

describe("The cause", () => {
  const found = (more: object): Found =>
    ({ incident: null, image: { reasons: [{ title: "Too dark" }, { title: "No face" }] }, ...more }) as Found;

  test("of an error of ours is what the incident says", () => {
    expect(causeOf(found({ incident: { id: "i", summary: "The store answered 403" } }))).toBe("The store answered 403");
  });

  test("of a rejection is every reason", () => expect(causeOf(found({}))).toBe("Too dark, No face"));

  test("of an upload that failed is its fault", () => {
    expect(causeOf(found({ image: { reasons: [], fault: { title: "Never arrived" } } }))).toBe("Never arrived");
  });
});
