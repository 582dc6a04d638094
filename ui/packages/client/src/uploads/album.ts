import type { Image, Policy, SetCount } from "../api/models";
import type { PhotoRecord } from "../ledger/records";
import type { Surroundings } from "../world/surroundings";
import { Entry } from "./entry";
import type { Connection } from "../live/feed";
import type { Notice, Photo, UploadsState } from "./uploads";

/** So often at most is progress shown, in milliseconds. */
const PROGRESS_EVERY = 100;

/** What is shown changes once for all that happens within one frame. */
const FRAME = 16;

export const NOTHING: UploadsState = { photos: [], loaded: false, connection: "connecting" };

/** All photos of the set, as the leading tab knows them, and the picture of them that is shown. */
export class Album {
  readonly entries = new Map<string, Entry>();
  private readonly byImage = new Map<string, Entry>();
  private readonly shown = new Map<string, Photo>();
  private readonly dirty = new Set<Entry>();
  private timer: (() => void) | undefined;
  private due = Infinity;
  private others: Omit<UploadsState, "photos"> = NOTHING;
  private state: UploadsState = NOTHING;
  /** Images that are removed, here or elsewhere: a list that was on its way meanwhile does not bring them back. */
  private readonly gone = new Set<string>();

  constructor(
    private readonly world: Surroundings,
    private readonly changed: (state: UploadsState) => void,
  ) {}

  get isOffline(): boolean {
    return this.others.connection === "offline";
  }

  get snapshot(): UploadsState {
    return this.state;
  }

  get policy(): Policy | undefined {
    return this.others.policy;
  }

  of(imageId: string): Entry | undefined {
    return this.byImage.get(imageId);
  }

  /** Takes what is remembered as it is now, or that it is no longer; the entry as it is after that. */
  remember(key: string, record: PhotoRecord | undefined): Entry | undefined {
    if (record === undefined) {
      this.drop(key);
      return undefined;
    }
    const entry = this.entry(key);
    const before = entry.record?.imageId;
    entry.record = record;
    if (record.imageId !== before) this.changeImage(entry, before, record.imageId);
    this.touch(entry);
    return entry;
  }

  private changeImage(entry: Entry, before: string | undefined, now: string | undefined): void {
    if (before !== undefined && this.byImage.get(before) === entry) this.byImage.delete(before);
    entry.url = undefined;
    entry.completed = false;
    entry.unanswered = 0;
    if (entry.image?.imageId !== now) entry.image = undefined;
    if (now === undefined) return;
    entry.imageSince = this.world.now();
    const other = this.byImage.get(now);
    if (other !== undefined && other !== entry) {
      entry.image = other.image;
      this.erase(other);
    }
    this.byImage.set(now, entry);
  }

  /** Takes what the server says, unless something newer is known; undefined when the image is not to be shown. */
  tell(image: Image): Entry | undefined {
    if (this.gone.has(image.imageId)) return undefined;
    let entry = this.byImage.get(image.imageId);
    if (entry === undefined) {
      entry = this.entry(image.imageId);
      this.byImage.set(image.imageId, entry);
    }
    if (entry.image && Date.parse(entry.image.updatedAt) > Date.parse(image.updatedAt)) return entry;
    entry.image = image;
    this.touch(entry);
    return entry;
  }

  forgetImage(imageId: string): void {
    this.gone.add(imageId);
    const entry = this.byImage.get(imageId);
    if (entry && (entry.record === undefined || entry.record.imageId === imageId)) this.drop(entry.key);
  }

  /** No photo of this number is to be shown, whatever a list says. */
  hide(imageId: string): void {
    this.gone.add(imageId);
    const entry = this.byImage.get(imageId);
    if (entry && entry.record === undefined) this.drop(entry.key);
  }

  drop(key: string): void {
    const entry = this.entries.get(key);
    if (entry === undefined) return;
    entry.working?.abort();
    this.erase(entry);
    this.showWithin(FRAME);
  }

  private erase(entry: Entry): void {
    this.entries.delete(entry.key);
    this.shown.delete(entry.key);
    this.dirty.delete(entry);
    for (const [imageId, other] of this.byImage) if (other === entry) this.byImage.delete(imageId);
  }

  touch(entry: Entry): void {
    if (this.entries.get(entry.key) !== entry) return;
    this.dirty.add(entry);
    this.showWithin(FRAME);
  }

  progress(entry: Entry, progress: number): void {
    entry.progress = progress;
    this.dirty.add(entry);
    this.showWithin(PROGRESS_EVERY);
  }

  set(change: { set?: SetCount; policy?: Policy; loaded?: boolean; connection?: Connection }): void {
    const wasOffline = this.isOffline;
    this.others = { ...this.others, ...change };
    if (wasOffline !== this.isOffline) this.entries.forEach((entry) => this.dirty.add(entry));
    this.showWithin(FRAME);
  }

  complain(notice: Notice | undefined): void {
    const { notice: before, ...rest } = this.others;
    if (before?.code === notice?.code) return;
    this.others = notice === undefined ? rest : { ...rest, notice };
    this.showWithin(FRAME);
  }

  /** Shows what there is to show now. */
  show(): void {
    this.timer?.();
    this.timer = undefined;
    this.due = Infinity;
    for (const entry of this.dirty) this.shown.set(entry.key, entry.photo(this.isOffline));
    this.dirty.clear();
    const photos = [...this.shown.values()].filter((photo) => this.isShown(photo)).sort(newestFirst);
    this.state = { ...this.others, photos };
    this.changed(this.state);
  }

  close(): void {
    this.timer?.();
    for (const entry of this.entries.values()) entry.working?.abort();
  }

  /** An image that nobody here knows may be one that was just ordered, the answer being on its way. */
  private isShown(photo: Photo): boolean {
    const entry = this.entries.get(photo.key);
    if (entry?.record || photo.image?.status !== "AWAITING_UPLOAD") return true;
    return ![...this.entries.values()].some((other) => other.record?.orderId !== undefined);
  }

  private entry(key: string): Entry {
    const known = this.entries.get(key);
    if (known) return known;
    const entry = new Entry(key, this.world.now());
    this.entries.set(key, entry);
    return entry;
  }

  private showWithin(milliseconds: number): void {
    const due = this.world.now() + milliseconds;
    if (due >= this.due) return;
    this.timer?.();
    this.due = due;
    this.timer = this.world.after(milliseconds, () => this.show());
  }
}

export function newestFirst(a: Photo, b: Photo): number {
  return b.addedAt - a.addedAt || (a.key < b.key ? 1 : -1);
}
