import { describe, expect, test } from "vitest";
import { meantBy } from "./meant";

describe("All that match", () => {
  test("are said as they are narrowed", () => {
    expect(meantBy({ state: "ERROR", q: "img" })).toEqual({
      filter: { state: "ERROR", name: "img" },
      said: "State: Error, File name begins with: img",
    });
    expect(meantBy({})).toEqual({ filter: {}, said: "all images of all owners" });
  });

  test("are not to be had for a number, an id or a trace, which an action would take for a name", () => {
    expect(meantBy({ q: "10021" })).toBeUndefined();
    expect(meantBy({ q: "0193f1b0-7c1e-7abc-8def-0123456789ab" })).toBeUndefined();
    expect(meantBy({ q: "0af7651916cd43dd8448eb211c80319c" })).toBeUndefined();
  });
});
