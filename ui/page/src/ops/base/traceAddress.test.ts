import { describe, expect, test } from "vitest";
import { traceAddress } from "./traceAddress";

const ID = "0af7651916cd43dd8448eb211c80319c";

describe("A trace", () => {
  test("is looked at where the server says", () => {
    expect(traceAddress("https://traces.example.org/trace/{traceId}", ID)).toBe(
      `https://traces.example.org/trace/${ID}`,
    );
  });

  test("is looked at nowhere where nobody has said where, or it is no address of the web", () => {
    expect(traceAddress(null, ID)).toBeUndefined();
    expect(traceAddress("javascript:alert('{traceId}')", ID)).toBeUndefined();
  });

  test("cannot leave its place in the address", () => {
    expect(traceAddress("https://t/{traceId}/x", "$& /../")).toBe("https://t/%24%26%20%2F..%2F/x");
  });
});
