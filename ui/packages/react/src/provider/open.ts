import { createClient, createDownloads, createFeed, createUploads } from "@safelight/client";
import type { Client, Downloads, Uploads } from "@safelight/client";
import { lazy, lent } from "./lazy";
import { createSession, type Session } from "./session";

/** What a provider was told. */
export interface Told {
  readonly baseUrl: string | undefined;
  readonly user: string | undefined;
  readonly token: (() => string | Promise<string>) | undefined;
  readonly setId: string | undefined;
  readonly client: Client | undefined;
  readonly uploads: Uploads | undefined;
  readonly downloads: Downloads | undefined;
}

/** Engines that stand on one client and listen to one feed, except those that are there already. Asks the server nothing. */
export function openSession({ client: there, uploads, downloads, setId, ...who }: Told): Session {
  const client = there ?? createClient(defined(who));
  const feed = lazy(() => createFeed(client), close);
  return createSession({
    client,
    uploads: uploads
      ? lent(uploads)
      : lazy(() => createUploads(client, { feed: feed.get(), ...defined({ setId }) }), close),
    downloads: downloads ? lent(downloads) : lazy(() => createDownloads(client, { feed: feed.get() }), close),
    under: [feed],
  });
}

const close = (it: { close(): void }) => it.close();

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without what is undefined: leaving a property out is not the same as setting it to nothing. */
function defined<T extends object>(options: T): Defined<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Defined<T>;
}
