import type { Client } from "../api/client";
import type { Download, SafelightEvent } from "../api/models";
import { backoff } from "../api/patience";
import { Problem } from "../api/problem";
import type { Feed } from "../live/feed";
import type { Notice } from "../uploads/uploads";
import { browser, type Surroundings } from "../world/surroundings";
import type { Downloads, DownloadsState, Variant } from "./downloads";
import { endsInBrowser } from "./ends";
import { Orders, sameAs, type Order } from "./orders";
import { noArchive, notFound } from "./refusals";
import { saveFrom } from "./save";
import { Shelf } from "./shelf";
import { Teller } from "./teller";

export interface DownloadsOptions {
  /** The one of this page, which uploads listen to as well. It stays open when downloads are closed. */
  readonly feed: Pick<Feed, "subscribe" | "onResync">;
  readonly world?: Surroundings;
}

/** Begins to listen at once. */
export function createDownloads(client: Client, { feed, world = browser() }: DownloadsOptions): Downloads {
  return new DownloadsEngine(client, feed, world);
}

/** In milliseconds: progress is shown no more often than this, however many downloads are under way. */
const PROGRESS_EVERY = 200;

class DownloadsEngine implements Downloads {
  private readonly shelf = new Shelf();
  private readonly orders: Orders;
  private readonly ends: ReturnType<typeof endsInBrowser>;
  private readonly teller: Teller;
  private readonly listeners = new Set<() => void>();
  private readonly stops: (() => void)[];
  private readonly closing = new AbortController();
  private readonly placing = new Map<string, Promise<string>>();
  private state: DownloadsState = { downloads: [], loaded: false };
  private loaded = false;
  private notice: Notice | undefined;
  private failures = 0;
  private stopReloading: (() => void) | undefined;
  private stopShowing: (() => void) | undefined;

  constructor(
    private readonly client: Client,
    feed: DownloadsOptions["feed"],
    private readonly world: Surroundings,
  ) {
    this.orders = new Orders(client, world);
    this.ends = endsInBrowser(() => world.now());
    this.teller = new Teller(this.ends, world);
    this.stops = [feed.subscribe((event) => this.hear(event)), feed.onResync(() => void this.reload())];
  }

  getState() {
    return this.state;
  }

  subscribe(changed: () => void) {
    const own = () => changed();
    this.listeners.add(own);
    return () => void this.listeners.delete(own);
  }

  start(imageIds: readonly string[], variant: Variant = "normalized") {
    return this.order({ imageIds: [...imageIds], variant, format: "zip" });
  }

  async again(jobId: string) {
    const download = this.shelf.get(jobId) ?? (await this.orders.look(jobId));
    if (!download) throw notFound();
    return this.order(sameAs(download));
  }

  async cancel(jobId: string) {
    this.take(await this.orders.cancel(jobId));
    this.show();
  }

  onEnd(ended: (download: Download) => void) {
    const stop = this.teller.add(ended);
    for (const download of this.state.downloads) void this.teller.saw(download, /* live= */ false);
    return stop;
  }

  href(jobId: string) {
    return `${this.client.baseUrl}/v1/download/${encodeURIComponent(jobId)}`;
  }

  async url(jobId: string) {
    const download = await this.orders.look(jobId);
    if (!download) throw notFound();
    this.take(download);
    this.show();
    if (download.downloadUrl === undefined) throw noArchive(download);
    return download.downloadUrl;
  }

  async save(jobId: string) {
    saveFrom(await this.url(jobId));
  }

  close() {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    for (const stop of this.stops) stop();
    this.stopReloading?.();
    this.stopShowing?.();
    this.listeners.clear();
    this.ends.close();
  }

  /** Who orders the same while the first order is on its way has ordered once. */
  private order(order: Order): Promise<string> {
    const what = JSON.stringify(order);
    const placed = this.placing.get(what) ?? this.place(order).finally(() => this.placing.delete(what));
    this.placing.set(what, placed);
    return placed;
  }

  private async place(order: Order): Promise<string> {
    const jobId = await this.orders.place(order);
    await this.ends.expect(jobId, /* anew= */ true);
    await this.refresh(jobId, /* live= */ false);
    return jobId;
  }

  private hear({ type, data, time }: SafelightEvent): void {
    if (!type.startsWith("download.") || !("jobId" in data)) return;
    if (this.shelf.note(data, Date.parse(time))) {
      this.stopShowing ??= this.world.after(PROGRESS_EVERY, () => this.show());
      return;
    }
    this.show();
    void this.refresh(data.jobId, /* live= */ true);
  }

  private async refresh(jobId: string, live: boolean): Promise<void> {
    await this.loading(async () => {
      const download = await this.orders.look(jobId, this.closing.signal);
      if (download) this.take(download, live);
      else this.shelf.forget(jobId);
    });
  }

  private async reload(): Promise<void> {
    await this.loading(async () => {
      const before = this.shelf.ids();
      const listed = await this.orders.list(this.closing.signal);
      const there = new Set(listed.map(({ jobId }) => jobId));
      for (const jobId of before) if (!there.has(jobId)) this.shelf.forget(jobId);
      for (const download of listed) this.take(download);
      this.failures = 0;
      this.loaded = true;
      this.notice = undefined;
    });
  }

  /** What nobody waits for is tried again until it succeeds: all of it, since more may have been missed by then. */
  private async loading(load: () => Promise<void>): Promise<void> {
    try {
      await load();
    } catch (failure) {
      if (this.closing.signal.aborted) return;
      if (!(failure instanceof Problem)) throw failure;
      this.notice = { code: failure.code, title: failure.title, advice: failure.detail };
      if (failure.passes) this.reloadLater(failure);
    }
    this.show();
  }

  private reloadLater({ retryAfter }: Problem): void {
    if (this.stopReloading) return;
    this.failures += 1;
    const wait = Math.max(
      (retryAfter ?? 0) * 1000,
      backoff(this.failures, () => this.world.random()),
    );
    this.stopReloading = this.world.after(wait, () => {
      this.stopReloading = undefined;
      void this.reload();
    });
  }

  private take(download: Download, live = false): void {
    this.shelf.put(download);
    void this.teller.saw(download, live);
  }

  private show(): void {
    if (this.closing.signal.aborted) return;
    this.stopShowing?.();
    this.stopShowing = undefined;
    const downloads = this.shelf.worthShowing(this.world.now());
    this.state = { downloads, loaded: this.loaded, ...(this.notice ? { notice: this.notice } : {}) };
    for (const changed of [...this.listeners]) changed();
  }
}
