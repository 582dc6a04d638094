import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { words } from "../strings";
import { Trouble } from "./Trouble";

interface LoadedProps<T> {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}

/** What was asked for, as last heard; trouble since then is said above it and does not take it away. */
export function Loaded<T>({ query, children }: LoadedProps<T>) {
  const { data, error, isPending } = query;
  return (
    <>
      {error && <Trouble failure={error} />}
      {isPending && (
        <p className="note" role="status">
          {words.loading}
        </p>
      )}
      {data !== undefined && children(data)}
    </>
  );
}
