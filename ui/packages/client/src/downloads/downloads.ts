import type { Download } from "../api/models";
import type { Notice } from "../uploads/uploads";

export type Variant = "normalized" | "original";

export interface DownloadsState {
  /**
   * Newest first, of this caller: those under way, those that can be fetched, and for a day those that failed or whose
   * archive expired, unless the same was ordered again since. A `downloadUrl` in them is good for a quarter of an hour
   * from when it was told; {@link Downloads.href} and {@link Downloads.save} are good at any time.
   */
  readonly downloads: readonly Download[];
  /** False until the server's list is there. */
  readonly loaded: boolean;
  /** Why the list cannot be loaded at present. It is tried again by itself. */
  readonly notice?: Notice;
}

/**
 * Archives of accepted photos, which are made while nobody waits for them: also while no page is open. What is rejected
 * is rejected with a `Problem`, which says whether a retry helps.
 */
export interface Downloads {
  /** The same object until something changes. */
  getState(): DownloadsState;
  subscribe(changed: () => void): () => void;
  /**
   * Orders one archive of these 1 to 1,000 photos and answers its `jobId`. The same order again, also by a second click or
   * after an answer that was lost, is the same download while that is under way or can be fetched.
   */
  start(imageIds: readonly string[], variant?: Variant): Promise<string>;
  /** Orders what was in this one once more, after it failed or expired. */
  again(jobId: string): Promise<string>;
  /** Gives it up. One that has ended stays as it is. */
  cancel(jobId: string): Promise<void>;
  /**
   * Hears of each download that is completed or failed, once among all tabs of the browser: when it happens while a page is
   * open, and when a page is opened and one that was under way when last seen has ended meanwhile.
   */
  onEnd(ended: (download: Download) => void): () => void;
  /**
   * Where the finished archive is to be had, for a plain link: it leads to a URL that is fresh at each click. A link says
   * by cookie whose it is; who comes with a token uses {@link save}.
   */
  href(jobId: string): string;
  /** A URL of the archive that needs neither cookie nor token, good for a quarter of an hour. */
  url(jobId: string): Promise<string>;
  /** Has the browser save the archive. The page stays. */
  save(jobId: string): Promise<void>;
  /** Stops listening in this tab. Forgets nothing. May be called twice. */
  close(): void;
}
