import { describe, expect, test } from "vitest";
import { lines, stack, top } from "./series";

describe("A chart", () => {
  test.each([
    [0, 1],
    [1, 1],
    [3, 5],
    [5, 5],
    [11, 20],
    [999, 1000],
    [1001, 2000],
    [0.4, 1],
  ])("that has to hold %s goes up to %s", (largest, most) => expect(top(largest)).toBe(most));

  test("stacks its parts without gap or overlap, up to the sum and no further", () => {
    expect(stack([2, 0, 3], 10, 100)).toEqual([
      { y: 80, height: 20 },
      { y: 80, height: 0 },
      { y: 50, height: 30 },
    ]);
  });

  test("breaks its line where nothing was measured", () => {
    expect(lines([10, null, null, 0, 5], (index) => index, 10, 100)).toEqual(["0.0,0.0", "3.0,100.0 4.0,50.0"]);
    expect(lines([null, null], (index) => index, 10, 100)).toEqual([]);
  });
});
