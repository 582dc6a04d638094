import type { Download } from "../api/models";
import type { Surroundings } from "../world/surroundings";
import type { Ends } from "./ends";
import { hasEnded } from "./shelf";

/** So long do tabs that nobody sees leave it to others to tell of an end, in milliseconds. */
const VISIBLE_ONES_FIRST = 1000;

/** Tells of each end once among all tabs, if possible in one that is seen. */
export class Teller {
  private readonly listeners = new Set<(download: Download) => void>();

  constructor(
    private readonly ends: Ends,
    private readonly world: Pick<Surroundings, "after">,
  ) {}

  add(listener: (download: Download) => void): () => void {
    const own = (download: Download) => listener(download); // the same function twice is two listeners
    this.listeners.add(own);
    return () => void this.listeners.delete(own);
  }

  /** How it is now; `live` when its end was heard of as it happened. */
  async saw(download: Download, live: boolean): Promise<void> {
    const { jobId, status } = download;
    const tells = status === "completed" || status === "failed";
    if (!hasEnded(download) || (tells && live && this.listeners.size === 0)) await this.ends.expect(jobId);
    else if (tells && this.listeners.size > 0) await this.tell(download, live);
  }

  private async tell(download: Download, unexpected: boolean): Promise<void> {
    if (typeof document !== "undefined" && document.visibilityState === "hidden") {
      await new Promise<void>((go) => this.world.after(VISIBLE_ONES_FIRST, go));
    }
    if (this.listeners.size === 0 || !(await this.ends.claim(download.jobId, unexpected))) return;
    for (const listener of [...this.listeners]) listener(download);
  }
}
