import type { Client } from "../api/client";
import type { SafelightEvent } from "../api/models";
import { browser, type Surroundings } from "../world/surroundings";
import { SharedFeed } from "./shared-feed";

/**
 * - `connecting`: for the first time, or again after a failure
 * - `stream`: each event is heard some milliseconds after it happens
 * - `polling`: the same, where something between us and the server breaks streams
 * - `offline`: the browser says that there is no network
 */
export type Connection = "connecting" | "stream" | "polling" | "offline";

/**
 * What happens to whatever is this caller's, as it happens: one connection for all tabs of a browser, made when the first
 * one listens. Each event is heard once and in order by every tab, also when it was cut off in between.
 */
export interface Feed {
  readonly connection: Connection;
  subscribe(heard: (event: SafelightEvent) => void): () => void;
  /**
   * `reload` is called whenever something may have been missed: load your lists then, also for the first time. That is
   * within half a second after subscribing, again if the feed had no connection by then, and whenever the server says so.
   */
  onResync(reload: () => void): () => void;
  onConnection(changed: (connection: Connection) => void): () => void;
  /** Ends listening in this tab; another one goes on with it. May be called twice. */
  close(): void;
}

/** One for each page: give the same one to uploads and downloads. */
export function createFeed(client: Client, world: Surroundings = browser()): Feed {
  return new SharedFeed(client, world);
}
