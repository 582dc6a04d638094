import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { useLatestToken, type Token } from "./useLatestToken";

afterEach(cleanup);

it("Is one function that answers with the token of the last rendering", async () => {
  const { result, rerender } = renderHook((token: Token | undefined) => useLatestToken(token), {
    initialProps: "one" as Token,
  });
  const ask = result.current;
  expect(await ask?.()).toBe("one");
  rerender(() => Promise.resolve("two"));
  expect(result.current).toBe(ask);
  expect(await ask?.()).toBe("two");
});

it("Is nothing without a token, so that a cookie says who comes", () => {
  expect(renderHook(() => useLatestToken(undefined)).result.current).toBeUndefined();
});
