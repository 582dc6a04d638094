import { Problem } from "../api/problem";
import type { Removal } from "../ledger/records";
import type { Desk, Task } from "./desk";

/** Tells the server which images are to go, until it has heard it. */
export class Remover {
  constructor(
    private readonly desk: Desk,
    private readonly removed: () => void,
  ) {}

  pump(now: number): void {
    for (const removal of this.desk.removals.values()) {
      if (!removal.running && removal.retryAt <= now) this.desk.run(this.remove(removal));
    }
  }

  private async remove(removal: Task<Removal>): Promise<void> {
    const { imageId } = removal.what;
    removal.running = true;
    try {
      await this.tell(imageId);
      await this.desk.write(({ removals }) => removals.delete(imageId));
      this.desk.removals.delete(imageId);
      this.removed();
    } catch (failure) {
      if (this.desk.signal.aborted) return;
      if (!(failure instanceof Problem)) throw failure;
      removal.failures++;
      removal.retryAt = this.desk.later(removal.failures, failure);
    } finally {
      removal.running = false;
      this.desk.pump();
    }
  }

  private async tell(imageId: string): Promise<void> {
    try {
      const { signal, client } = this.desk;
      await client.once.DELETE("/v1/images/{imageId}", { params: { path: { imageId } }, signal });
    } catch (failure) {
      const isGone = failure instanceof Problem && failure.status === 404;
      if (!isGone) throw failure;
    }
  }
}
