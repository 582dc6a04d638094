import type { Client, Downloads, Uploads } from "@safelight/client";
import type { Lazy } from "./lazy";

/**
 * What the components below one provider share: one engine for uploads and one for downloads, each made when the first
 * component listens. Rendering makes nothing, so that a render that React throws away, repeats (`StrictMode`) or does on
 * a server leaves nothing behind.
 */
export interface Session {
  readonly client: Client;
  readonly uploads: Lazy<Uploads>;
  readonly downloads: Lazy<Downloads>;
  /** Keeps the engines open until the answer is called. */
  hold(): () => void;
}

export interface Parts {
  readonly client: Client;
  readonly uploads: Lazy<Uploads>;
  readonly downloads: Lazy<Downloads>;
  /** What these stand on, in the order of closing. */
  readonly under: readonly Pick<Lazy<unknown>, "close">[];
}

export function createSession({ client, uploads, downloads, under }: Parts): Session {
  let holders = 0;
  let due: ReturnType<typeof setTimeout> | undefined;

  function close() {
    due = undefined;
    for (const part of [downloads, uploads, ...under]) part.close();
  }

  // Not at once: StrictMode unmounts and mounts again in one breath, and children listen before their provider holds.
  function closeUnlessHeld() {
    if (holders === 0) due ??= setTimeout(close);
  }

  function opening<T>(part: Lazy<T>): Lazy<T> {
    return {
      ...part,
      get() {
        closeUnlessHeld();
        return part.get();
      },
    };
  }

  return {
    client,
    uploads: opening(uploads),
    downloads: opening(downloads),
    hold() {
      holders += 1;
      clearTimeout(due);
      due = undefined;
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        holders -= 1;
        closeUnlessHeld();
      };
    },
  };
}
