import type { Client } from "../api/client";
import { openLedger } from "../ledger/browser-ledger";
import { createFeed, type Feed } from "../live/feed";
import { browser, type Surroundings } from "../world/surroundings";
import type { Means } from "./desk";
import { browserHasher } from "./hash";
import { xhrPut } from "./put";
import { SharedUploads } from "./shared-uploads";
import type { Uploads } from "./uploads";

export interface UploadsOptions {
  /** 1 to 64 characters of `[A-Za-z0-9._-]`; `default` if it is not said. */
  setId?: string;
  /** How many photos are uploaded at once; 4, or 2 on phones and where data is to be saved. */
  concurrency?: number;
  /** The page's feed, if it has one for other things too; it is not closed with the uploads. */
  feed?: Feed;
}

/** Begins at once to load, and to go on with what was begun earlier. One for each set in a page. */
export function createUploads(client: Client, options: UploadsOptions = {}, means: Means = browserMeans()): Uploads {
  const feed = options.feed ?? createFeed(client, means.world);
  return new SharedUploads({
    client,
    feed,
    means,
    setId: options.setId ?? "default",
    atOnce: Math.max(1, Math.floor(options.concurrency ?? bearable())),
    ended: () => {
      if (options.feed === undefined) feed.close();
    },
  });
}

function browserMeans(): Means {
  const world: Surroundings = browser();
  return { world, put: xhrPut(world), hasher: browserHasher, openLedger };
}

interface NavigatorHints {
  readonly connection?: { readonly saveData?: boolean };
  readonly userAgentData?: { readonly mobile?: boolean };
  readonly userAgent?: string;
}

function bearable(): number {
  const { connection, userAgentData, userAgent } = (globalThis.navigator as NavigatorHints | undefined) ?? {};
  const isPhone = userAgentData?.mobile ?? /Android.+Mobile|iPhone|iPod/.test(userAgent ?? "");
  return isPhone || connection?.saveData === true ? 2 : 4;
}
