import { describe, expect, test } from "vitest";
import { offered, question, request, type Named, type Target } from "./actions";

const image = (status: Named["status"], imageId = "1"): Named => ({ imageId, filename: "a.jpg", status });
const fitting = (filter: object, atMost = 10_000): Target => ({ filter, said: "State: Error", atMost });

describe("What is offered", () => {
  test.each([
    ["ERROR", ["retry", "delete"]],
    ["REJECTED", ["accept", "delete"]],
    ["ACCEPTED", ["reject", "delete"]],
    ["PROCESSING", ["delete"]],
  ] as const)("for %s is %o", (status, actions) => expect(offered({ images: [image(status)] })).toEqual(actions));

  test("for several is what changes one of them at least", () => {
    expect(offered({ images: [image("ERROR"), image("ACCEPTED")] })).toEqual(["retry", "reject", "delete"]);
  });

  test("for a filter is what its state allows, and everything without one", () => {
    expect(offered(fitting({ state: "ERROR" }))).toEqual(["retry", "delete"]);
    expect(offered(fitting({ code: "TOO_DARK" }))).toEqual(["accept", "delete"]);
    expect(offered(fitting({ owner: "anna" }))).toEqual(["retry", "accept", "reject", "delete"]);
  });
});

describe("The question", () => {
  test("says how many will change and how many will not", () => {
    const { text, button } = question("retry", { images: [image("ERROR"), image("ERROR"), image("REJECTED")] });
    expect(text).toContain("2 images will go back to work");
    expect(text).toContain("1 other is in another state and stays as it is");
    expect(button).toBe("Retry 2 images");
  });

  test("about one names it", () => expect(question("delete", { images: [image("ERROR")] }).heading).toContain("a.jpg"));

  test("about a filter says what matches and where it ends", () => {
    const { text, button } = question("retry", fitting({}, 500));
    expect(text).toContain("State: Error");
    expect(text).toContain("the newest 500 at most");
    expect(button).toBe("Retry up to 500 images");
  });
});

describe("The request", () => {
  test("names what was chosen", () => {
    expect(request("accept", { images: [image("REJECTED", "7")] }, "why")).toEqual({
      action: "accept",
      reason: "why",
      imageIds: ["7"],
    });
  });

  test("to delete by a filter asks for no more than the server deletes at once", () => {
    expect(request("delete", fitting({ owner: "anna" }), "why")).toMatchObject({ atMost: 1_000 });
    expect(request("retry", fitting({ owner: "anna" }), "why")).toMatchObject({ atMost: 10_000 });
  });
});
