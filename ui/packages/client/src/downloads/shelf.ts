import type { Download, SafelightEvent } from "../api/models";

type Status = Download["status"];

/** What an event says of a download. */
export type DownloadNews = Extract<SafelightEvent["data"], { jobId: string }>;

const A_DAY = 24 * 60 * 60 * 1000;

/** How far a download has come; it never goes back. */
const RANK: Record<Status, number> = { queued: 0, processing: 1, completed: 2, failed: 2, cancelled: 2, expired: 3 };

export const hasEnded = ({ status }: { readonly status: Status }): boolean => RANK[status] >= RANK.completed;

/**
 * The downloads that are known here. Answers and events cross on their way, so that what comes last need not be the
 * newest: a download that has ended does not begin to run again.
 */
export class Shelf {
  private readonly known = new Map<string, Download>();
  private readonly pace = new Map<string, { readonly bytes: number; readonly at: number }>();

  ids(): ReadonlySet<string> {
    return new Set(this.known.keys());
  }

  get(jobId: string): Download | undefined {
    return this.known.get(jobId);
  }

  put(download: Download): void {
    const before = this.known.get(download.jobId);
    if (before && RANK[before.status] > RANK[download.status]) return;
    this.known.set(download.jobId, download);
  }

  forget(jobId: string): void {
    this.known.delete(jobId);
    this.pace.delete(jobId);
  }

  /** Takes over what an event says; false when the whole download has to be asked for. */
  note(news: DownloadNews, at: number): boolean {
    const before = this.known.get(news.jobId);
    if (!before) return false;
    if (RANK[before.status] > RANK[news.status]) return true;
    const { status, progress, doneFiles, totalFiles, doneBytes, totalBytes } = news;
    const { estimatedSeconds: outdated, ...rest } = before;
    const estimate = status === "processing" ? (this.estimate(news, at) ?? outdated) : undefined;
    this.known.set(news.jobId, {
      ...rest,
      ...{ status, progress, doneFiles, totalFiles, doneBytes, totalBytes },
      ...(estimate === undefined ? {} : { estimatedSeconds: estimate }),
    });
    return !hasEnded(news);
  }

  /** Newest first, without those that nobody would look for. */
  worthShowing(now: number): readonly Download[] {
    const seen = new Set<string>();
    return [...this.known.values()]
      .sort((one, other) => compare(other.createdAt, one.createdAt) || compare(other.jobId, one.jobId))
      .filter((download) => {
        const order = orderOf(download);
        const again = order !== undefined && seen.has(order);
        if (order !== undefined) seen.add(order);
        return isWorthShowing(download, again, now);
      });
  }

  /** In seconds, at the rate since the first event that was heard; undefined while nobody can say. */
  private estimate({ jobId, doneBytes, totalBytes }: DownloadNews, at: number): number | undefined {
    const since = this.pace.get(jobId);
    if (!since || since.bytes > doneBytes) {
      this.pace.set(jobId, { bytes: doneBytes, at }); // heard of for the first time, or begun anew by another worker
      return undefined;
    }
    const seconds = (at - since.at) / 1000;
    const perSecond = seconds < 0.5 ? 0 : (doneBytes - since.bytes) / seconds;
    return perSecond > 0 ? Math.ceil((totalBytes - doneBytes) / perSecond) : undefined;
  }
}

function isWorthShowing({ status, updatedAt }: Download, again: boolean, now: number): boolean {
  if (status === "cancelled") return false;
  if (status !== "failed" && status !== "expired") return true;
  return !again && now - Date.parse(updatedAt) < A_DAY;
}

/** The same for downloads of the same photos; undefined while it is not known of which. */
function orderOf({ items, variant }: Download): string | undefined {
  if (items.length === 0) return undefined;
  const ids = items.map(({ imageId, fileId }) => imageId ?? fileId).sort();
  return `${variant} ${ids.join()}`;
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
