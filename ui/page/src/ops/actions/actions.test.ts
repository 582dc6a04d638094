import { describe, expect, test } from "vitest";
import { offered, question, request, type ImageTarget, type Named } from "./actions";

const named = (status: Named["status"], id = "1"): Named => ({ id, name: "a.jpg", status });
const fitting = (filter: object, atMost = 10_000): ImageTarget => ({ filter, said: "State: Error", atMost });
const failed: ImageTarget = { fingerprint: "0123456789abcdef", hours: 6, stopped: 41 };

describe("What is offered", () => {
  test.each([
    ["ERROR", ["retry", "delete"]],
    ["REJECTED", ["accept", "delete"]],
    ["ACCEPTED", ["reject", "delete"]],
    ["PROCESSING", ["delete"]],
  ] as const)("for %s is %o", (status, actions) => expect(offered({ named: [named(status)] })).toEqual(actions));

  test("for several is what changes one of them at least", () => {
    expect(offered({ named: [named("ERROR"), named("ACCEPTED")] })).toEqual(["retry", "reject", "delete"]);
  });

  test("for a filter is what its state allows, and everything without one", () => {
    expect(offered(fitting({ state: "ERROR" }))).toEqual(["retry", "delete"]);
    expect(offered(fitting({ code: "TOO_DARK" }))).toEqual(["accept", "delete"]);
    expect(offered(fitting({ owner: "anna" }))).toEqual(["retry", "accept", "reject", "delete"]);
  });

  test("for what an error stopped is to try it again", () => expect(offered(failed)).toEqual(["retry"]));
});

describe("The question", () => {
  test("says how many will change and how many will not", () => {
    const { text, button } = question("retry", { named: [named("ERROR"), named("ERROR"), named("REJECTED")] });
    expect(text).toContain("2 images will go back to work");
    expect(text).toContain("1 other is in another state and stays as it is");
    expect(button).toBe("Retry 2 images");
  });

  test("about one names it", () => expect(question("delete", { named: [named("ERROR")] }).heading).toContain("a.jpg"));

  test("about a filter says what matches and where it ends", () => {
    const { text, button } = question("retry", fitting({}, 500));
    expect(text).toContain("State: Error");
    expect(text).toContain("in the state “Error”");
    expect(text).toContain("the newest 500 at most");
    expect(button).toBe("Retry up to 500 images");
  });

  test("about what an error stopped says how far back it goes, and that there may be more than is listed", () => {
    const { text, button } = question("retry", failed);
    expect(text).toContain("in the last 6 hours will go back to work");
    expect(text).toContain("41 as far as is listed here");
    expect(button).toBe("Retry 41 images");
  });

  test("about downloads says who is told, and that what has ended stays", () => {
    const { text, button } = question("cancel", { named: [named("queued"), named("processing"), named("completed")] });
    expect(text).toContain("2 downloads will be cancelled for good");
    expect(text).toContain("1 other has ended and stays as it is");
    expect(button).toBe("Cancel 2 downloads");
    const all = question("cancel", { filter: {}, said: "Owner: anna", atMost: 10_000 });
    expect(all.text).toContain("(Owner: anna) and are in the state “Queued” or “Processing”");
    expect(all.button).toBe("Cancel up to 1,000 downloads");
  });
});

describe("The request", () => {
  test("names what was chosen", () => {
    expect(request("accept", { named: [named("REJECTED", "7")] }, "why")).toEqual({
      action: "accept",
      reason: "why",
      imageIds: ["7"],
    });
  });

  test("to delete by a filter asks for no more than the server deletes at once", () => {
    expect(request("delete", fitting({ owner: "anna" }), "why")).toMatchObject({ atMost: 1_000 });
    expect(request("retry", fitting({ owner: "anna" }), "why")).toMatchObject({ atMost: 10_000 });
  });

  test("to retry what an error stopped names the error", () => {
    expect(request("retry", failed, "why")).toEqual({
      action: "retry",
      reason: "why",
      fingerprint: "0123456789abcdef",
      hours: 6,
    });
  });
});
