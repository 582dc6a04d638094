import { Problem } from "../api/problem";
import type { Desk } from "./desk";

/** Many verdicts at once are one question, in milliseconds. */
const EVERY = 250;

/** Asks the server how many photos the set has, as often as something changes, but never faster than is of use. */
export class Counter {
  private isWanted = false;
  private isBusy = false;
  private failures = 0;
  private askedAt = 0;
  private timer: (() => void) | undefined;

  constructor(private readonly desk: Desk) {}

  count(): void {
    this.isWanted = true;
    if (!this.isBusy && this.timer === undefined) this.soon(this.askedAt + EVERY - this.desk.world.now());
  }

  wake(): void {
    if (this.failures > 0 && !this.isBusy) this.soon(0);
  }

  stop(): void {
    this.timer?.();
  }

  private soon(milliseconds: number): void {
    this.timer?.();
    this.timer = this.desk.world.after(Math.max(0, milliseconds), () => {
      this.timer = undefined;
      this.desk.run(this.ask());
    });
  }

  private async ask(): Promise<void> {
    const { setId, client, signal, world } = this.desk;
    this.isWanted = false;
    this.isBusy = true;
    this.askedAt = world.now();
    let wait = EVERY;
    try {
      const { data } = await client.once.GET("/v1/sets/{setId}", { params: { path: { setId } }, signal });
      if (data) this.desk.album.set({ set: data });
      this.failures = 0;
    } catch (failure) {
      if (signal.aborted) return;
      if (!(failure instanceof Problem)) throw failure;
      this.isWanted = true;
      this.failures++;
      wait = this.desk.rest(this.failures, failure);
    } finally {
      this.isBusy = false;
      if (this.isWanted && !signal.aborted) this.soon(wait);
    }
  }
}
