import { describe, expect, test } from "vitest";
import { addressOf } from "./addressOf";

const ID = "0af7651916cd43dd8448eb211c80319c";

describe("What is not ours to show", () => {
  test("is looked at where the server says", () => {
    expect(addressOf("https://traces.example.org/trace/{traceId}", "traceId", ID)).toBe(
      `https://traces.example.org/trace/${ID}`,
    );
  });

  test("is looked at nowhere where nobody has said where, or it is no address of the web", () => {
    expect(addressOf(null, "traceId", ID)).toBeUndefined();
    expect(addressOf(undefined, "traceId", ID)).toBeUndefined();
    expect(addressOf("javascript:alert('{traceId}')", "traceId", ID)).toBeUndefined();
  });

  test("cannot leave its place in the address", () => {
    expect(addressOf("https://t/{imageId}/x", "imageId", "$& /../")).toBe("https://t/%24%26%20%2F..%2F/x");
  });
});
