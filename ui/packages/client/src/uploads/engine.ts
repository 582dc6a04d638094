import type { Client } from "../api/client";
import type { Image } from "../api/models";
import { Problem } from "../api/problem";
import type { Ledger } from "../ledger/ledger";
import { recall, without } from "../ledger/moves";
import type { PhotoRecord, Removal } from "../ledger/records";
import type { Feed } from "../live/feed";
import { Album } from "./album";
import { Completer } from "./completer";
import { Desk, task, type Means } from "./desk";
import type { Entry } from "./entry";
import type { Hasher } from "./hash";
import { noticeOf } from "./notices";
import { Preparer } from "./preparer";
import { Reader } from "./reader";
import { Remover } from "./remover";
import { arrive, Sender } from "./sender";
import { Signer } from "./signer";
import type { UploadsState } from "./uploads";

/** So often an upload that never arrived is begun anew by itself. */
const RENEWALS = 3;

export interface EngineSettings {
  readonly client: Client;
  readonly feed: Feed;
  readonly means: Means;
  readonly ledger: Ledger;
  readonly setId: string;
  readonly atOnce: number;
  /** Files that could not be stored, which only this page has. */
  readonly files: ReadonlyMap<string, Blob>;
  readonly show: (state: UploadsState) => void;
}

/** What the leading tab does: uploads, listens, removes. It can be stopped dead at any moment; another one goes on. */
export class Engine {
  readonly album: Album;
  private readonly desk: Desk;
  private readonly hasher: Hasher;
  private readonly reader: Reader;
  private readonly signer: Signer;
  private readonly workers: readonly { pump(now: number): void }[];
  private readonly stops: (() => void)[] = [];
  private isPumping = false;
  private alarm: (() => void) | undefined;

  constructor(private readonly settings: EngineSettings) {
    const { client, feed, means, ledger, setId, atOnce, show } = settings;
    this.album = new Album(means.world, show);
    this.desk = new Desk(client, means.world, ledger, this.album, setId, () => this.pump());
    this.hasher = means.hasher();
    this.reader = new Reader(
      this.desk,
      feed,
      (image) => this.changed(image),
      (imageIds, since) => this.listed(imageIds, since),
    );
    const ahead = atOnce * 2;
    this.signer = new Signer(this.desk, ahead);
    this.workers = [
      new Remover(this.desk, () => this.reader.count()),
      new Preparer(this.desk, this.hasher, ahead * 2),
      this.signer,
      new Sender(this.desk, this.signer, means.put, atOnce, (imageId) => this.reader.look(imageId)),
      new Completer(this.desk, (item) => this.told(item)),
    ];
  }

  async start(): Promise<void> {
    const { feed, means, setId } = this.settings;
    const remembered = await this.desk.write((tables) => recall(tables, setId));
    const files = await this.desk.write((tables) => tables.files.all());
    const stored = new Map(files.map(({ key, file }) => [key, file]));
    if (this.desk.signal.aborted) return;
    for (const removal of remembered.removals) this.remove(removal);
    for (const order of remembered.orders) this.desk.orders.set(order.id, task(order));
    for (const photo of remembered.photos)
      this.hold(photo, this.settings.files.get(photo.key) ?? stored.get(photo.key));
    for (const entry of this.album.entries.values()) {
      entry.imageSince = 0; // remembered from before: every list must know of it
      if (entry.isOurs && !entry.file) entry.lost = true;
    }
    this.album.set({ connection: feed.connection });
    this.stops.push(
      feed.onConnection((connection) => this.connected(connection)),
      means.world.onWake(() => this.wake()),
    );
    this.reader.start();
    this.pump();
  }

  stop(): void {
    this.desk.close();
    this.reader.stop();
    this.album.close();
    this.hasher.close();
    this.alarm?.();
    this.stops.forEach((stop) => stop());
  }

  /** A photo that is remembered, and its bytes. */
  hold(photo: PhotoRecord, file: Blob | undefined): void {
    const entry = this.album.remember(photo.key, photo);
    if (entry && file) give(entry, file);
    this.pump();
  }

  /**
   * A photo was chosen in another tab, or there are bytes for one that has none. What the other tab had no room to write down
   * is written down here.
   */
  async take(key: string, record?: PhotoRecord, file?: Blob): Promise<void> {
    const photo = await this.desk.write(async ({ photos }) => {
      const known = await photos.get(key);
      if (known === undefined && record) await photos.put(record);
      return known ?? record;
    });
    if (photo) this.hold(photo, file);
  }

  /** A photo was removed, in this or another tab, and is forgotten already. */
  drop(key: string, removals: readonly Removal[]): void {
    this.album.drop(key);
    for (const removal of removals) this.remove(removal);
    this.album.show();
  }

  private remove(removal: Removal): void {
    this.desk.removals.set(removal.imageId, task(removal));
    this.album.forgetImage(removal.imageId);
    this.pump();
  }

  /** See {@link Uploads.retry}. */
  async retry(key: string, file?: Blob): Promise<void> {
    if (file) await this.take(key, undefined, file);
    const entry = this.album.entries.get(key);
    if (entry === undefined) return;
    if (entry.image?.status === "ERROR") return this.retryImage(entry.image.imageId);
    if (entry.record === undefined || entry.record.arrived) return;
    entry.succeed();
    if (entry.image?.status === "UPLOAD_FAILED") await this.desk.anew(entry, entry.image.imageId);
    if (entry.record.stopped) {
      await this.desk.change(entry, (photo) => ({ ...without(photo, "stopped"), renewed: 0 }));
    }
    this.album.touch(entry);
    this.pump();
  }

  private async retryImage(imageId: string): Promise<void> {
    try {
      const { data } = await this.desk.client.api.POST("/v1/images/{imageId}/retry", { params: { path: { imageId } } });
      if (data) await this.changed(data);
    } catch (failure) {
      if (!(failure instanceof Problem)) throw failure;
      if (failure.code !== "NOT_IN_ERROR") this.album.complain(noticeOf(failure));
      this.reader.look(imageId);
    }
  }

  private async changed(image: Image): Promise<void> {
    // Where tabs cannot agree on a leader, it may be what another one has ordered for a photo of ours.
    if (this.album.of(image.imageId) === undefined) await this.signer.catchUp();
    const entry = this.album.tell(image);
    if (entry?.image) await this.settle(entry, entry.image);
  }

  private async told(item: Pick<Image, "imageId" | "status"> | Image): Promise<void> {
    if ("filename" in item) return this.changed(item);
    if (item.status !== "AWAITING_UPLOAD" && item.status !== "VERIFYING") this.reader.look(item.imageId);
    return Promise.resolve();
  }

  /** What the server says of a photo of ours decides whether its bytes are still needed. */
  private async settle(entry: Entry, image: Image): Promise<void> {
    const { record } = entry;
    if (record === undefined || record.arrived || record.imageId !== image.imageId) return;
    if (["PROCESSING", "ACCEPTED", "REJECTED", "ERROR"].includes(image.status)) {
      await arrive(this.desk, entry);
      entry.working?.abort();
    } else if (image.status === "UPLOAD_FAILED" && image.fault?.code === "NEVER_ARRIVED" && !record.stopped) {
      const renewed = (record.renewed ?? 0) + 1;
      if (renewed > RENEWALS || entry.lost) return;
      entry.working?.abort();
      await this.desk.change(entry, (photo) => ({ ...photo, renewed }));
      await this.desk.anew(entry, image.imageId);
    }
  }

  /** What is in no list any more, and was there before the list was asked for, was deleted elsewhere. */
  private async listed(imageIds: ReadonlySet<string>, since: number): Promise<void> {
    for (const entry of [...this.album.entries.values()]) {
      const imageId = entry.imageId;
      if (entry.isOurs || imageId === undefined || imageIds.has(imageId) || entry.imageSince >= since) continue;
      await this.desk.write(({ photos }) => photos.delete(entry.key));
      this.album.drop(entry.key);
    }
    if (!this.album.snapshot.loaded) this.album.set({ loaded: true });
    this.pump();
  }

  private connected(connection: UploadsState["connection"]): void {
    const wasOffline = this.album.isOffline;
    this.album.set({ connection });
    if (this.album.isOffline) this.interrupt();
    else if (wasOffline || connection !== "connecting") this.wake();
  }

  private interrupt(): void {
    for (const entry of this.album.entries.values()) entry.working?.abort();
  }

  /** There is reason to believe that what failed goes well now. */
  private wake(): void {
    for (const entry of this.album.entries.values()) {
      if (entry.trouble?.code === "NETWORK" || entry.trouble?.code === "STALLED") entry.retryAt = undefined;
    }
    for (const list of [this.desk.orders, this.desk.removals]) for (const waiting of list.values()) waiting.retryAt = 0;
    this.reader.wake();
    this.pump();
  }

  /** Looks for work once, soon, however often it is asked for. */
  private pump(): void {
    if (this.isPumping || this.desk.signal.aborted) return;
    this.isPumping = true;
    queueMicrotask(() => {
      this.isPumping = false;
      if (this.desk.signal.aborted || this.album.isOffline) return;
      const now = this.settings.means.world.now();
      for (const worker of this.workers) worker.pump(now);
      this.wakeAtNextDue(now);
    });
  }

  private wakeAtNextDue(now: number): void {
    const times = [
      ...[...this.album.entries.values()].filter((entry) => entry.isOurs).map((entry) => entry.retryAt ?? 0),
      ...[...this.desk.orders.values(), ...this.desk.removals.values()].map((waiting) => waiting.retryAt),
    ].filter((time) => time > now);
    this.alarm?.();
    this.alarm = undefined;
    if (times.length > 0) this.alarm = this.settings.means.world.after(Math.min(...times) - now, () => this.pump());
  }
}

function give(entry: Entry, file: Blob): void {
  entry.file = file;
  entry.hashed &&= entry.record?.sha256 !== undefined;
  entry.lost = false;
}
