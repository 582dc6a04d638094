import { describe, expect, test } from "vitest";
import { discreet, LEFT_OUT, placeOf, wordsOf } from "./discretion";

describe("what is told of a text", () => {
  test.each([
    ["PUT https://store.example.com/b/k?X-Amz-Signature=abc failed", "PUT https://store.example.com failed"],
    ["blob:https://photos.example.org/0193a000 is gone", "blob:https://photos.example.org is gone"],
    ["token=abc was refused", "token=[secret] was refused"],
    ["Bearer abc.def was refused", "Bearer [secret] was refused"],
    ["sent eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl1 along", "sent [secret] along"],
    ["anna@example.com is known", "[address] is known"],
    ["“Anna on the beach” is known", "[text] is known"],
    ["10.1.2.3 went away", "[address] went away"],
  ])("secrets and what strangers bring are taken out: %s", (text, told) => {
    expect(discreet(text)).toBe(told);
  });

  test("a text that may name a file is not told, since nobody knows where the name begins", () => {
    expect(discreet("cannot read Anna on the beach.HEIC of today")).toBe(LEFT_OUT);
  });

  test("what the browser says of our program stays", () => {
    const text = "Cannot read properties of undefined (reading 'length')";
    expect(wordsOf("TypeError", text)).toBe(text);
  });

  test("of errors that repeat what somebody sent only the class is told", () => {
    expect(wordsOf("SyntaxError", "Unexpected token 'A', Anna is not valid JSON")).toBe(LEFT_OUT);
    expect(wordsOf("Problem", "nothing of Anna is here")).toBe(LEFT_OUT);
  });

  test("texts are short", () => {
    expect(discreet("word ".repeat(1000)).length).toBeLessThanOrEqual(300);
  });
});

test("of the place of a failure its query is not told", () => {
  expect(placeOf("https://photos.example.org/page/assets/index-1.js?token=abc#x")).toBe(
    "app:///page/assets/index-1.js",
  );
  expect(placeOf("<anonymous>")).toBe("<anonymous>");
});
