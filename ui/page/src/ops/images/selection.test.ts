import { describe, expect, test } from "vitest";
import type { Found } from "./filter";
import { meantBy, NONE, pageOf, targetOf, toggled } from "./selection";

const found = (imageId: string): Found =>
  ({ owner: "anna", incident: null, image: { imageId, filename: `${imageId}.jpg`, status: "ERROR" } }) as Found;

describe("A selection", () => {
  test("takes and gives back one at a time", () => {
    const one = toggled(NONE, "a");
    expect(targetOf(one, [found("a"), found("b")], {})).toEqual({
      images: [{ imageId: "a", filename: "a.jpg", status: "ERROR" }],
    });
    expect(targetOf(toggled(one, "a"), [found("a")], {})).toBeUndefined();
  });

  test("forgets what is not listed any more", () => expect(targetOf(toggled(NONE, "a"), [], {})).toBeUndefined());

  test("of a long list ends where the server would refuse it", () => {
    const long = Array.from({ length: 1_001 }, (_, index) => found(`${index}`));
    const page = pageOf(long);
    expect(targetOf(page, long, {})).toMatchObject({ images: { length: 1_000 } });
    expect(targetOf(toggled(page, "1000"), long, {})).toMatchObject({ images: { length: 1_000 } });
  });

  test("of all that match says what matches", () => {
    expect(targetOf({ atMost: 50 }, [], { state: "ERROR", q: "img" })).toEqual({
      filter: { state: "ERROR", name: "img" },
      said: "State: Error, File name begins with: img",
      atMost: 50,
    });
  });

  test("of all that match is not to be had for a number, an id or a trace, which an action would take for a name", () => {
    expect(meantBy({ q: "10021" })).toBeUndefined();
    expect(meantBy({ q: "0193f1b0-7c1e-7abc-8def-0123456789ab" })).toBeUndefined();
    expect(meantBy({ q: "0af7651916cd43dd8448eb211c80319c" })).toBeUndefined();
    expect(targetOf({ atMost: 50 }, [], { q: "10021" })).toBeUndefined();
  });
});
