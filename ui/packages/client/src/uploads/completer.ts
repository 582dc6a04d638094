import { Problem } from "../api/problem";
import { TRACEPARENT, traceparent } from "../api/trace";
import type { components } from "../api/schema";
import type { Desk } from "./desk";
import type { Entry } from "./entry";

type Schemas = components["schemas"];
type Item = Schemas["Image"] | Schemas["Completed"] | Schemas["NotCompleted"];

const AT_ONCE = 100;

/**
 * Tells the server which photos are there, all of them in one request. A photo's key is the id of its trace; several at once
 * are in that of the first.
 */
export class Completer {
  private isBusy = false;

  constructor(
    private readonly desk: Desk,
    private readonly told: (item: Schemas["Image"] | Schemas["Completed"]) => Promise<void>,
  ) {}

  pump(now: number): void {
    if (this.isBusy) return;
    const due = [...this.desk.album.entries.values()].filter((entry) => isToBeCompleted(entry) && entry.isDue(now));
    if (due.length === 0) return;
    this.isBusy = true;
    this.desk.run(this.complete(due.slice(0, AT_ONCE)));
  }

  private async complete(entries: readonly Entry[]): Promise<void> {
    try {
      const imageIds = entries.map((entry) => entry.record?.imageId).filter((id) => id !== undefined);
      const { data } = await this.desk.client.once.POST("/v1/uploads/complete", {
        body: { imageIds },
        headers: { [TRACEPARENT]: traceparent(entries[0]?.key) },
        signal: this.desk.signal,
      });
      if (data === undefined || !("images" in data)) throw new TypeError("a batch was not answered with a batch");
      for (const item of data.images) await this.note(item);
    } catch (failure) {
      if (this.desk.signal.aborted) return;
      if (!(failure instanceof Problem)) throw failure;
      for (const entry of entries) this.desk.postpone(entry, failure);
    } finally {
      this.isBusy = false;
      this.desk.pump();
    }
  }

  private async note(item: Item): Promise<void> {
    const entry = this.desk.album.of(item.imageId);
    if (entry?.record?.imageId !== item.imageId) return;
    if ("problem" in item) {
      await this.desk.anew(entry, item.imageId);
      return;
    }
    entry.completed = true;
    entry.succeed();
    await this.told(item);
  }
}

/** What was completed once need not be told again, unless the server still waits for the bytes. */
function isToBeCompleted({ record, image, completed }: Entry): boolean {
  if (!record?.sent || record.arrived || record.stopped || completed) return false;
  return image === undefined || image.status === "AWAITING_UPLOAD";
}
