import { Problem } from "@safelight/client";
import { QueryClient, QueryClientContext, useQuery } from "@tanstack/react-query";
import { useContext } from "react";
import type { Session } from "../provider/session";
import { useSession } from "../provider/sessionContext";

export interface ServerAnswer<T> {
  /** Absent until it is there. */
  readonly data?: T;
  /** Why it cannot be had; absent while it is tried. */
  readonly problem?: Error;
}

/**
 * Asks the server for what does not change, once for all components. The key names it completely; what passes is tried
 * again.
 */
export function useServerQuery<T>(
  key: readonly unknown[],
  enabled: boolean,
  ask: (signal: AbortSignal) => Promise<T>,
): ServerAnswer<T> {
  const session = useSession();
  const around = useContext(QueryClientContext);
  const { data, error } = useQuery(
    {
      queryKey: ["safelight", session.client.scope, ...key],
      queryFn: ({ signal }) => ask(signal),
      enabled,
      staleTime: Infinity,
      retry: (failures, failure) => failures < 3 && failure instanceof Problem && failure.passes,
    },
    around ?? ownOf(session),
  );
  return { ...(data === undefined ? {} : { data }), ...(error ? { problem: error } : {}) };
}

const own = new WeakMap<Session, QueryClient>();

/** For apps that have no QueryClient of their own around the provider. */
function ownOf(session: Session): QueryClient {
  const there = own.get(session) ?? new QueryClient();
  own.set(session, there);
  return there;
}
