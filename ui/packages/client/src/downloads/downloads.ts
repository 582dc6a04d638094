import type { Download } from "../api/models";
import type { Notice } from "../uploads/uploads";

export interface DownloadsState {
  /** Newest first; those of this caller that are not forgotten yet. */
  readonly downloads: readonly Download[];
  readonly loaded: boolean;
  readonly notice?: Notice;
}

/** Archives of accepted photos, which are made while nobody waits for them: also while no page is open. */
export interface Downloads {
  getState(): DownloadsState;
  subscribe(changed: () => void): () => void;
  /** Orders one archive of these photos; the same order again is the same download. Its `jobId`. */
  start(imageIds: readonly string[], variant?: "normalized" | "original"): Promise<string>;
  cancel(jobId: string): Promise<void>;
  /** Hears of each download that ends while this page is open, once among all tabs. */
  onEnd(ended: (download: Download) => void): () => void;
  /** Where the finished archive is to be had: always fresh, good for a click at any time. */
  href(jobId: string): string;
  close(): void;
}
