import type { Downloads, Uploads } from "@safelight/client";
import { useEffect, useMemo, type ReactNode } from "react";
import { lent } from "./lazy";
import { createSession } from "./session";
import { SessionContext } from "./sessionContext";

export interface SafelightProviderProps {
  /** Engines that the app made itself. They stay its own: the provider does not close them. */
  readonly uploads: Uploads;
  readonly downloads: Downloads;
  readonly children?: ReactNode;
}

/** Gives the hooks below it their engines. */
export function SafelightProvider({ uploads, downloads, children }: SafelightProviderProps) {
  const session = useMemo(
    () => createSession({ uploads: lent(uploads), downloads: lent(downloads), under: [] }),
    [uploads, downloads],
  );
  useEffect(() => session.hold(), [session]);
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}
