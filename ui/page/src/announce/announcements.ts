import type { Photo, Stage } from "@safelight/client";
import type { Tally } from "../strings";

export interface Clock {
  readonly now: () => number;
  readonly after: (ms: number, go: () => void) => () => void;
}

/** Verdicts come in bursts: wait for the burst, and leave time to listen between two summaries. */
export const SETTLE_MS = 800;
export const APART_MS = 4000;

/**
 * Says in summaries what became of photos, never photo by photo. What was there at first is not news.
 *
 * A screen reader reads what it is given in full: ten verdicts in a second must be one sentence.
 */
export class Announcements {
  private stages: ReadonlyMap<string, Stage> | undefined;
  private news: Tally = NONE;
  private spokeAt = Number.NEGATIVE_INFINITY;
  private cancel: (() => void) | undefined;

  constructor(
    private readonly say: (tally: Tally) => void,
    private readonly clock: Clock,
  ) {}

  /** `loaded`: whether these are all that there are, so that what comes later is news. */
  see(photos: readonly Photo[], loaded: boolean): void {
    if (!loaded) return;
    const before = this.stages;
    this.stages = new Map(photos.map(({ key, stage }) => [key, stage]));
    if (!before) return;
    for (const { key, stage } of photos) {
      if (before.get(key) !== stage && !(before.get(key) === undefined && isOver(stage)))
        this.news = count(this.news, stage);
    }
    if (this.news !== NONE && !this.cancel) this.plan();
  }

  stop(): void {
    this.cancel?.();
    this.cancel = undefined;
  }

  private plan(): void {
    const wait = Math.max(SETTLE_MS, this.spokeAt + APART_MS - this.clock.now());
    this.cancel = this.clock.after(wait, () => {
      this.cancel = undefined;
      this.spokeAt = this.clock.now();
      const news = this.news;
      this.news = NONE;
      this.say(news);
    });
  }
}

const NONE: Tally = { accepted: 0, rejected: 0, failed: 0 };

const isOver = (stage: Stage) => count(NONE, stage) !== NONE;

function count(tally: Tally, stage: Stage): Tally {
  switch (stage) {
    case "accepted":
      return { ...tally, accepted: tally.accepted + 1 };
    case "rejected":
      return { ...tally, rejected: tally.rejected + 1 };
    case "failed":
    case "error":
      return { ...tally, failed: tally.failed + 1 };
    case "waiting":
    case "uploading":
    case "paused":
    case "fileNeeded":
    case "checking":
      return tally;
  }
}
