import type { Client } from "@safelight/client";
import { createContext, use } from "react";

export interface Operator {
  /** Asks with the operator's key. */
  readonly client: Client;
  readonly leave: () => void;
}

export const OperatorContext = createContext<Operator | undefined>(undefined);

export function useOperator(): Operator {
  const operator = use(OperatorContext);
  if (!operator) throw new Error("Nobody has given a key");
  return operator;
}

/** How often what is shown is asked for anew, in milliseconds; never while nobody can see the page. */
export const POLL = 5_000;

/** What takes the server longer to count. */
export const SLOW_POLL = 15_000;

/** What a request was answered with; `client` rejects where that was no success. */
export async function answer<T>(reply: Promise<{ data?: T | undefined }>): Promise<T> {
  const { data } = await reply;
  if (data === undefined) throw new Error("The server answered with nothing");
  return data;
}
