import { Problem } from "../api/problem";
import type { Image, SafelightEvent } from "../api/models";
import type { Feed } from "../live/feed";
import { Counter } from "./counter";
import type { Desk } from "./desk";
import { noticeOf } from "./notices";

/** What is heard within so long is asked about at once, in milliseconds. */
const TOGETHER = 30;

/** For more images than this the list is quicker. */
const ONE_BY_ONE = 5;

const PAGE = 200;
const FINAL: readonly string[] = ["ACCEPTED", "REJECTED", "UPLOAD_FAILED", "ERROR"];

/** Knows what the server says: the list, and what changes in it. */
export class Reader {
  private readonly wanted = new Set<string>();
  /** Images of other sets, which events speak of too. */
  private readonly foreign = new Set<string>();
  private readonly counter: Counter;
  private wantsList = false;
  private isBusy = false;
  private failures = 0;
  private timer: (() => void) | undefined;
  private readonly stops: (() => void)[] = [];

  constructor(
    private readonly desk: Desk,
    private readonly feed: Feed,
    /** An image is not as it was. */
    private readonly changed: (image: Image) => Promise<void>,
    /** The list is there; `since` is when it was asked for. */
    private readonly listed: (imageIds: ReadonlySet<string>, since: number) => Promise<void>,
  ) {
    this.counter = new Counter(desk);
  }

  start(): void {
    this.stops.push(
      this.feed.onResync(() => this.reload()),
      this.feed.subscribe((event) => this.hear(event)),
    );
  }

  stop(): void {
    this.counter.stop();
    this.timer?.();
    this.stops.forEach((stop) => stop());
  }

  reload(): void {
    this.wantsList = true;
    this.soon(0);
    this.counter.count();
  }

  look(imageId: string): void {
    this.wanted.add(imageId);
    this.soon(TOGETHER);
    this.counter.count();
  }

  count(): void {
    this.counter.count();
  }

  /** Whoever waits to try again tries now. */
  wake(): void {
    if (this.failures > 0) this.soon(0);
    this.counter.wake();
  }

  private hear(event: SafelightEvent): void {
    if (event.type === "set.ready") {
      if (event.subject === this.desk.setId) this.count();
    } else if (event.type === "image.deleted") {
      this.desk.album.forgetImage(event.subject);
      this.count();
    } else if ("imageId" in event.data && "status" in event.data && !this.foreign.has(event.subject)) {
      this.moved(event.subject, event.data.status, event.time);
    }
  }

  /** A move that is no verdict says all that is shown of it. */
  private moved(imageId: string, status: Image["status"], time: string): void {
    const known = this.desk.album.of(imageId)?.image;
    if (known === undefined || FINAL.includes(status) || FINAL.includes(known.status)) this.look(imageId);
    else if (Date.parse(known.updatedAt) <= Date.parse(time)) {
      this.desk.run(this.changed({ ...known, status, updatedAt: time }));
    }
  }

  private soon(milliseconds: number): void {
    if (this.isBusy) return;
    this.timer?.();
    this.timer = this.desk.world.after(milliseconds, () => {
      this.timer = undefined;
      this.desk.run(this.read());
    });
  }

  private async read(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    let wait = TOGETHER;
    try {
      await this.readAll();
      this.failures = 0;
      this.desk.album.complain(undefined);
    } catch (failure) {
      if (this.desk.signal.aborted) return;
      if (!(failure instanceof Problem)) throw failure;
      this.failures++;
      this.complain(failure);
      wait = this.desk.rest(this.failures, failure);
    } finally {
      this.isBusy = false;
      if (this.wantsList || this.wanted.size > 0) this.soon(wait);
    }
  }

  /** What passes by itself is no reason to alarm anybody, unless nothing could be shown so far. */
  private complain(problem: Problem): void {
    if (!problem.passes || !this.desk.album.snapshot.loaded) this.desk.album.complain(noticeOf(problem));
  }

  private async readAll(): Promise<void> {
    const tasks: Promise<void>[] = [];
    if (this.desk.album.policy === undefined) tasks.push(this.readPolicy());
    if (this.wantsList || this.wanted.size > ONE_BY_ONE) tasks.push(this.readList());
    else if (this.wanted.size > 0) tasks.push(this.readWanted());
    const ends = await Promise.allSettled(tasks);
    const failed = ends.find((end) => end.status === "rejected");
    if (failed) throw failed.reason;
  }

  private async readPolicy(): Promise<void> {
    const { data } = await this.desk.client.once.GET("/v1/policy", { signal: this.desk.signal });
    if (data) this.desk.album.set({ policy: data });
  }

  private async readList(): Promise<void> {
    const since = this.desk.world.now();
    const wanted = [...this.wanted];
    this.wantsList = false;
    this.wanted.clear();
    try {
      const images = await this.pages();
      for (const image of images) await this.changed(image);
      await this.listed(new Set(images.map((image) => image.imageId)), since);
    } catch (failure) {
      this.wantsList = true;
      for (const imageId of wanted) this.wanted.add(imageId);
      throw failure;
    }
  }

  private async pages(): Promise<Image[]> {
    const { setId, client, signal } = this.desk;
    const images: Image[] = [];
    let cursor: string | undefined;
    do {
      const query = { setId, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
      const { data } = await client.once.GET("/v1/images", { params: { query }, signal });
      images.push(...(data?.items ?? []));
      cursor = data?.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return images;
  }

  private async readWanted(): Promise<void> {
    const wanted = [...this.wanted];
    this.wanted.clear();
    const ends = await Promise.allSettled(wanted.map((imageId) => this.readOne(imageId)));
    const failed = ends.find((end) => end.status === "rejected");
    if (failed) throw failed.reason;
  }

  private async readOne(imageId: string): Promise<void> {
    const { client, signal, setId, album } = this.desk;
    try {
      const { data } = await client.once.GET("/v1/images/{imageId}", { params: { path: { imageId } }, signal });
      if (data?.setId === setId) await this.changed(data);
      else if (data) this.ignore(imageId);
    } catch (failure) {
      if (failure instanceof Problem && failure.status === 404) {
        const entry = album.of(imageId);
        if (!entry?.isOurs) album.forgetImage(imageId);
        return;
      }
      this.wanted.add(imageId);
      throw failure;
    }
  }

  private ignore(imageId: string): void {
    if (this.foreign.size > 1_000) this.foreign.clear();
    this.foreign.add(imageId);
  }
}
