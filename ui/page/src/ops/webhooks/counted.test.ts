import { expect, test } from "vitest";
import { since, upTo } from "./counted";

test("A count that goes no further says so", () => {
  expect(upTo(999)).toBe("999");
  expect(upTo(1_000)).toBe("1,000+");
});

test("What failed since some hours ago begins then", () => {
  expect(since(24, Date.parse("2026-01-02T12:00:00Z"))).toBe("2026-01-01T12:00:00.000Z");
});
