declare function setImmediate(run: () => void): void;

/** Time that passes only when nothing else is left to happen. */
export class VirtualTime {
  private time = 1_700_000_000_000;
  private last = 0;
  private readonly timers = new Map<number, { at: number; run: () => void }>();
  /** What is going on outside of timers: transactions, hashing, requests. */
  private busy = 0;

  now(): number {
    return this.time;
  }

  after(milliseconds: number, run: () => void): () => void {
    const id = ++this.last;
    this.timers.set(id, { at: this.time + Math.max(0, milliseconds), run });
    return () => this.timers.delete(id);
  }

  async during<T>(work: Promise<T>): Promise<T> {
    this.busy++;
    try {
      return await work;
    } finally {
      this.busy--;
    }
  }

  /** Lets time pass until something is true; tells whether it became so within so many milliseconds. */
  async until(isTrue: () => boolean, milliseconds: number): Promise<boolean> {
    const end = this.time + milliseconds;
    for (;;) {
      await this.quiet();
      if (isTrue()) return true;
      const next = this.next();
      if (next === undefined || next.at > end) break;
      this.time = Math.max(this.time, next.at);
      this.timers.delete(next.id);
      next.run();
    }
    this.time = Math.max(this.time, end);
    return isTrue();
  }

  async pass(milliseconds: number): Promise<void> {
    await this.until(() => false, milliseconds);
  }

  /** Until nothing more happens without time passing. */
  async quiet(): Promise<void> {
    for (let calm = 0; calm < 4; calm = this.busy > 0 ? 0 : calm + 1) await turn();
  }

  private next(): { id: number; at: number; run: () => void } | undefined {
    let first: { id: number; at: number; run: () => void } | undefined;
    for (const [id, timer] of this.timers) if (first === undefined || timer.at < first.at) first = { id, ...timer };
    return first;
  }
}

/** One turn of the event loop. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The same numbers for the same seed. */
export function seeded(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
