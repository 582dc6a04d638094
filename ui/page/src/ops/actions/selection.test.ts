import { describe, expect, test } from "vitest";
import type { Named } from "./actions";
import { NONE, pageOf, targetOf, toggled } from "./selection";

const named = (id: string): Named => ({ id, name: `${id}.jpg`, status: "ERROR" });

describe("A selection", () => {
  test("takes and gives back one at a time", () => {
    const one = toggled(NONE, "a");
    expect(targetOf(one, [named("a"), named("b")], undefined)).toEqual({ named: [named("a")] });
    expect(targetOf(toggled(one, "a"), [named("a")], undefined)).toBeUndefined();
  });

  test("forgets what is not listed any more", () =>
    expect(targetOf(toggled(NONE, "a"), [], undefined)).toBeUndefined());

  test("of a long list ends where the server would refuse it", () => {
    const long = Array.from({ length: 1_001 }, (_, index) => named(`${index}`));
    const page = pageOf(long);
    expect(targetOf(page, long, undefined)).toMatchObject({ named: { length: 1_000 } });
    expect(targetOf(toggled(page, "1000"), long, undefined)).toMatchObject({ named: { length: 1_000 } });
  });

  test("of all that match says what matches, and is none where nothing can be meant", () => {
    const meant = { filter: { state: "ERROR" }, said: "State: Error" };
    expect(targetOf({ atMost: 50 }, [], meant)).toEqual({ ...meant, atMost: 50 });
    expect(targetOf({ atMost: 50 }, [], undefined)).toBeUndefined();
  });
});
