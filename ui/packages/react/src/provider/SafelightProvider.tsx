import type { Client, Downloads, Uploads } from "@safelight/client";
import { useEffect, useMemo, type ReactNode } from "react";
import { openSession } from "./open";
import { SessionContext } from "./sessionContext";
import { useLatestToken, type Token } from "./useLatestToken";

export interface SafelightProviderProps {
  /** Where Safelight is, such as `https://photos.example.com`; without it, where the page came from. */
  readonly baseUrl?: string | undefined;
  /**
   * Says whose photos these are, where the server does not tell by cookie. May change at any time, and a function is asked
   * before each request, so that it can hand out a token that is still good.
   */
  readonly token?: Token | undefined;
  /** Keeps apart what the browser stores for each, where several people with tokens of their own use it. */
  readonly user?: string | undefined;
  /** Which of the person's sets of photos; without it, the one set that everybody has. */
  readonly setId?: string | undefined;
  /** For apps that have made these themselves. They stay the app's own: the provider closes none of them. */
  readonly client?: Client | undefined;
  readonly uploads?: Uploads | undefined;
  readonly downloads?: Downloads | undefined;
  readonly children?: ReactNode;
}

/**
 * Gives the hooks below it one connection and one engine each, made when the first hook is used and closed when the
 * provider goes. Another server, user or set begins anew; another token does not.
 */
export function SafelightProvider(props: SafelightProviderProps) {
  const { baseUrl, user, setId, client, uploads, downloads, children } = props;
  const token = useLatestToken(props.token);
  const session = useMemo(
    () => openSession({ baseUrl, user, token, setId, client, uploads, downloads }),
    [baseUrl, user, token, setId, client, uploads, downloads],
  );
  useEffect(() => session.hold(), [session]);
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}
