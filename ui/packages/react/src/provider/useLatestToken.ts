import { useInsertionEffect, useRef, useState } from "react";

export type Token = string | (() => string | Promise<string>);

/** One function for as long as there is any token, which answers with the one of the last rendering. */
export function useLatestToken(token: Token | undefined): (() => string | Promise<string>) | undefined {
  const latest = useRef(token);
  // Earlier than all other effects, in which children may already ask the server something.
  useInsertionEffect(() => {
    latest.current = token;
  }, [token]);
  const [ask] = useState(() => () => {
    const now = latest.current;
    return typeof now === "function" ? now() : (now ?? "");
  });
  return token === undefined ? undefined : ask;
}
