import type { Image, Policy, SetCount } from "../api/models";
import type { Connection } from "../live/feed";

/**
 * Where a photo is. Up to `uploading` it is ours; from `checking` on it is what the server says of it.
 *
 * - `waiting`: for its turn, or until `retryAt`
 * - `paused`: offline; it goes on by itself
 * - `fileNeeded`: the page was closed and the browser no longer has the file; choosing the same one again goes on with it
 * - `failed`: it did not arrive as promised, or cannot be accepted at all; `notice` says why
 * - `error`: a fault of the server, never of the photo
 */
export type Stage =
  "waiting" | "uploading" | "paused" | "fileNeeded" | "checking" | "accepted" | "rejected" | "failed" | "error";

/** What is wrong, in words for the user. */
export interface Notice {
  /** Stable, UPPER_SNAKE: a problem's or fault's code, or one of ours: `OFFLINE`, `NETWORK`, `SAME_FILE`. */
  readonly code: string;
  readonly title: string;
  readonly advice: string;
  /** To quote to support, if the server said it: with it everything about it is found. */
  readonly reference?: string;
}

/** One photo, from being chosen to its verdict. Never mutated: what changes is another object. */
export interface Photo {
  /** The same for as long as the photo is known here, also after a refresh and in other tabs. */
  readonly key: string;
  /** From when it is signed for. */
  readonly imageId?: string;
  readonly name: string;
  readonly bytes: number;
  readonly type: string;
  readonly stage: Stage;
  /** Of its bytes, 0 to 1, while it is uploaded. */
  readonly progress: number;
  /** When it is tried again, in milliseconds since the epoch, after an attempt that failed. */
  readonly retryAt?: number;
  readonly notice?: Notice;
  /** As the server last told it. */
  readonly image?: Image;
  /** The bytes, while this browser has them. */
  readonly file?: Blob;
  /** In milliseconds since the epoch: when it was chosen. */
  readonly addedAt: number;
}

export interface UploadsState {
  /** Newest first. */
  readonly photos: readonly Photo[];
  /** As the server counts; absent until it has said so. */
  readonly set?: SetCount;
  readonly policy?: Policy;
  /** False until the server's list and what this browser remembers are both there. */
  readonly loaded: boolean;
  readonly connection: Connection;
  /** Why nothing can be loaded at all, such as a token that is refused. */
  readonly notice?: Notice;
}

/** What became of a file that was added. */
export type Added =
  | { readonly key: string }
  /** Not taken: the same file is there already (`key`), or the policy forbids it. */
  | { readonly name: string; readonly refused: Notice; readonly key?: string };

/**
 * The uploads of one set. Every tab of a browser has one and all show the same: one tab, the leader, uploads and listens;
 * another takes over when it closes. Nothing that was added is forgotten by a refresh or a crash.
 */
export interface Uploads {
  /** The same object until something changes. */
  getState(): UploadsState;
  subscribe(changed: () => void): () => void;
  /** Begins to upload; what cannot be accepted by the policy, or is there already, is refused at once. */
  add(files: Iterable<File>): Promise<readonly Added[]>;
  /** Goes on with one that failed, was paused, or met a fault of the server. With a file: one whose bytes are gone. */
  retry(key: string, file?: File): Promise<void>;
  /** Gives up an upload, or deletes a photo that is there. Gone at once here; the server is told until it heard. */
  remove(key: string): Promise<void>;
  /** Uploads `file` in the place of a photo, which is removed when the new one is on its way. */
  replace(key: string, file: File): Promise<Added>;
  /** Stops listening and uploading in this tab. Forgets nothing. May be called twice. */
  close(): void;
}
