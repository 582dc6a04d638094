import { Problem } from "../api/problem";
import { TRACEPARENT, traceparent } from "../api/trace";
import type { components } from "../api/schema";
import { noteAnswer, placeOrder, type Outcome } from "../ledger/moves";
import type { Order } from "../ledger/records";
import { newKey } from "./keys";
import { task, type Desk, type Task } from "./desk";
import type { Entry, SignedUrl } from "./entry";
import { noticeOf } from "./notices";

type Signed = components["schemas"]["Signed"];
type Part = Signed | components["schemas"]["Refused"];

/** A URL that is about to end is not begun with. */
const MARGIN = 30_000;

/** By then another tab has heard the answer to what it ordered, in milliseconds. */
const OTHERS_DONE = 3_000;

/** Where a server without a store of its own takes uploads. */
const OBJECTS = "/v1/objects/";

/** What the policy says when it is not known yet. */
const VALID_FOR_SECONDS = 600;

/**
 * Asks for places to put photos. An order is written down before it is sent and repeated, the very same under the same
 * idempotency key, until it is answered; so a crash between the server's doing and our hearing makes no second image.
 */
export class Signer {
  private placing = false;

  constructor(
    private readonly desk: Desk,
    /** How many photos may be signed for and not sent yet. */
    private readonly ahead: number,
  ) {}

  pump(now: number): void {
    for (const order of this.desk.orders.values()) {
      if (!order.running && order.retryAt <= now) this.desk.run(this.send(order));
    }
    if (!this.placing && !this.isPlaceBeingMade()) this.desk.run(this.place(now));
  }

  /** What is removed first frees its place in the set; who cannot be told of it does not hold up the others. */
  private isPlaceBeingMade(): boolean {
    return [...this.desk.removals.values()].some((removal) => removal.failures === 0);
  }

  private async place(now: number): Promise<void> {
    const entries = [...this.desk.album.entries.values()];
    const signed = entries.filter((entry) => entry.isOurs && !entry.record?.sent && isSigned(entry) && !entry.lost);
    const ready = entries
      .filter((entry) => isToBeSigned(entry) && entry.isDue(now))
      .sort((a, b) => a.addedAt - b.addedAt);
    const room = Math.min(100, this.ahead - signed.length);
    const first = ready[0];
    // Half of them at a time, so that many photos make few requests.
    if (first === undefined || room < this.ahead / 2) return;
    const chosen = first.alone ? [first] : ready.filter((entry) => !entry.alone).slice(0, room);
    this.placing = true;
    try {
      await this.write(chosen.map((entry) => entry.key));
    } finally {
      this.placing = false;
    }
  }

  private async write(keys: string[]): Promise<void> {
    const { desk } = this;
    const order = { id: newKey(), setId: desk.setId, at: desk.world.now() };
    const placed = await desk.write((tables) => placeOrder(tables, order, keys));
    if (placed === undefined) {
      await this.reread(keys);
      return;
    }
    desk.orders.set(order.id, task(placed.order));
    for (const photo of placed.photos) desk.album.remember(photo.key, photo);
    desk.pump();
  }

  /** Another tab has done it, or the photo is gone. */
  private async reread(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      const photo = await this.desk.write(({ photos }) => photos.get(key));
      this.desk.album.remember(key, photo);
    }
    if (this.foreign().length > 0) this.desk.world.after(OTHERS_DONE, () => this.desk.run(this.catchUp()));
  }

  /** Photos that another tab which believes to lead has ordered. */
  private foreign(): Entry[] {
    return [...this.desk.album.entries.values()].filter(({ record }) => {
      const id = record?.orderId;
      return id !== undefined && !this.desk.orders.has(id);
    });
  }

  /** What became of them; an order that is still open is sent from here too, which the server takes for the same. */
  async catchUp(): Promise<void> {
    for (const { key } of this.foreign()) {
      const { photo, order } = await this.desk.write(async ({ photos, orders }) => {
        const found = await photos.get(key);
        return { photo: found, order: await orders.get(found?.orderId ?? "") };
      });
      this.desk.album.remember(key, photo);
      if (order && !this.desk.orders.has(order.id)) {
        this.desk.orders.set(order.id, { ...task(order), retryAt: this.desk.world.now() + OTHERS_DONE });
      }
    }
    this.desk.pump();
  }

  private async send(order: Task<Order>): Promise<void> {
    order.running = true;
    try {
      await this.ask(order.what);
      this.desk.album.complain(undefined);
    } catch (failure) {
      if (this.desk.signal.aborted) return;
      if (!(failure instanceof Problem)) throw failure;
      await this.refused(order, failure);
    } finally {
      order.running = false;
      this.desk.pump();
    }
  }

  private async ask(order: Order): Promise<void> {
    const { client, signal, setId } = this.desk;
    const asked = this.desk.world.now();
    const { data, response } = await client.once.POST("/v1/uploads/sign", {
      params: { header: { "Idempotency-Key": order.id } },
      body: { files: order.files.map((file) => file.body), setId },
      headers: { [TRACEPARENT]: traceparent(order.files[0]?.key) },
      signal,
    });
    if (data === undefined || !("uploads" in data)) throw new TypeError("a batch was not answered with a batch");
    await this.note(order, data.uploads);
    const isFresh = response.headers.get("Idempotent-Replayed") !== "true";
    for (const [index, part] of data.uploads.entries()) this.accept(order, index, part, isFresh ? asked : undefined);
  }

  private async note(order: Order, parts: readonly Part[]): Promise<void> {
    const { desk } = this;
    const noted = await desk.write((tables) => noteAnswer(tables, order, parts.map(outcomeOf)));
    desk.orders.delete(order.id);
    for (const photo of noted.photos) desk.album.remember(photo.key, photo);
    for (const removal of noted.removals) {
      desk.album.hide(removal.imageId);
      desk.removals.set(removal.imageId, task(removal));
    }
  }

  private accept(order: Order, index: number, part: Part, asked: number | undefined): void {
    const entry = this.desk.album.entries.get(order.files[index]?.key ?? "");
    if (entry === undefined) return;
    if ("problem" in part) {
      const problem = Problem.of(part.problem);
      if (problem.passes) this.desk.postpone(entry, problem);
      return;
    }
    entry.succeed();
    if (asked !== undefined) entry.url = this.urlOf(part, asked);
  }

  /** For how long it is good is counted from when it was asked for, since the server's clock is not ours. */
  private urlOf(signed: Signed, asked: number): SignedUrl {
    const seconds = this.desk.album.policy?.upload.urlValidForSeconds ?? VALID_FOR_SECONDS;
    const good = Math.max(0, seconds * 1000 - Math.min(MARGIN, seconds * 250));
    return { url: this.absolute(signed.uploadUrl), headers: signed.headers, goodUntil: asked + good };
  }

  /**
   * What the server itself keeps is reached where the server is reached, which behind a proxy is another address than it
   * knows of.
   */
  private absolute(url: string): string {
    const base = this.desk.client.baseUrl || globalThis.location.origin;
    const { pathname, search, href } = new URL(url, base);
    return pathname.startsWith(OBJECTS) ? base + pathname + search : href;
  }

  private async refused(order: Task<Order>, problem: Problem): Promise<void> {
    if (problem.status === 401 || problem.status === 403) this.desk.album.complain(noticeOf(problem));
    if (problem.passes || problem.status === 401 || problem.status === 403) {
      order.failures++;
      order.retryAt = this.desk.later(order.failures, problem);
      for (const { key } of order.what.files) this.wait(key, order, problem);
      return;
    }
    await this.dissolve(order.what, problem);
  }

  private wait(key: string, order: Task<Order>, problem: Problem): void {
    const entry = this.desk.album.entries.get(key);
    if (entry === undefined) return;
    entry.retryAt = order.retryAt;
    entry.trouble = noticeOf(problem);
    this.desk.album.touch(entry);
  }

  /** What is refused whole did nothing: its photos are ordered one by one, to find out which one it was. */
  private async dissolve(order: Order, problem: Problem): Promise<void> {
    const { desk } = this;
    const isReused = problem.code === "IDEMPOTENCY_KEY_REUSED";
    const outcome = order.files.length === 1 && !isReused ? { stopped: noticeOf(problem) } : "later";
    const noted = await desk.write((tables) =>
      noteAnswer(
        tables,
        order,
        order.files.map(() => outcome),
      ),
    );
    desk.orders.delete(order.id);
    for (const photo of noted.photos) {
      const entry = desk.album.remember(photo.key, photo);
      if (entry) entry.alone = true;
    }
  }

  /** A URL that is good now: the one from before, or a fresh one. Rejected with a {@link Problem}. */
  async url(entry: Entry, imageId: string, signal: AbortSignal): Promise<SignedUrl> {
    const now = this.desk.world.now();
    if (entry.url && entry.url.goodUntil > now) return entry.url;
    const { data } = await this.desk.client.once.POST("/v1/uploads/{imageId}/sign", {
      params: { path: { imageId } },
      headers: { [TRACEPARENT]: traceparent(entry.key) },
      signal,
    });
    if (data === undefined) throw new TypeError("signing was answered with nothing");
    return (entry.url = this.urlOf(data, now));
  }
}

function outcomeOf(part: Part): Outcome {
  if (!("problem" in part)) return { imageId: part.imageId };
  const problem = Problem.of(part.problem);
  return problem.passes ? "later" : { stopped: noticeOf(problem) };
}

function isSigned(entry: Entry): boolean {
  return entry.record?.imageId !== undefined || entry.record?.orderId !== undefined;
}

function isToBeSigned(entry: Entry): boolean {
  return entry.isOurs && !isSigned(entry) && !entry.lost && entry.hashed;
}
