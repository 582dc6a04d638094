import type { Client } from "../api/client";
import type { Ledger } from "../ledger/ledger";
import { changePhoto, removePhoto, without } from "../ledger/moves";
import type { PhotoRecord, Removal } from "../ledger/records";
import type { Feed } from "../live/feed";
import { Leadership } from "../world/leadership";
import type { Channel } from "../world/surroundings";
import { Turns } from "../world/turns";
import { NOTHING } from "./album";
import type { Means } from "./desk";
import { Engine } from "./engine";
import type { Hasher } from "./hash";
import { Intake, type Taken } from "./intake";
import { Mirror, Teller, type Delta } from "./mirror";
import type { Added, Photo, Uploads, UploadsState } from "./uploads";

type Message =
  | { readonly type: "hello" }
  | { readonly type: "delta"; readonly delta: Delta }
  | { readonly type: "taken"; readonly key: string; readonly record?: PhotoRecord; readonly file?: Blob }
  | { readonly type: "retry"; readonly key: string; readonly file?: Blob }
  | { readonly type: "removed"; readonly key: string; readonly removals: readonly Removal[] };

/** So long a choice of files waits for the server's list, to compare with it, before it goes on without. */
const LIST_PATIENCE = 4_000;

export interface SharedSettings {
  readonly client: Client;
  readonly feed: Feed;
  readonly means: Means;
  readonly setId: string;
  readonly atOnce: number;
  readonly ended: () => void;
}

/** Writes down what is wished in any tab, and lets the leading one do it. */
export class SharedUploads implements Uploads {
  private state: UploadsState = NOTHING;
  private readonly listeners = new Set<() => void>();
  private readonly hasher: Hasher;
  private readonly ledger: Promise<Ledger>;
  private readonly channel: Channel | undefined;
  private readonly leadership: Leadership;
  private engine: Engine | undefined;
  private teller = new Teller();
  private mirror = new Mirror(NOTHING);
  /** What was chosen in this tab, in case that the leader cannot find its bytes. */
  private readonly chosen = new Map<string, Blob>();
  private readonly adding = new Turns();
  private closed = false;

  constructor(private readonly settings: SharedSettings) {
    const { means, client, setId } = settings;
    const name = `safelight:uploads:${client.scope}:${setId}`;
    this.hasher = means.hasher();
    this.ledger = means.openLedger(`safelight:${client.scope}`);
    this.channel = means.world.channel(name);
    this.channel?.onMessage((message) => this.hear(message as Message));
    this.leadership = new Leadership(
      means.world,
      name,
      () => void this.lead(),
      () => this.stepDown(),
    );
    if (!this.leadership.leads) this.post({ type: "hello" });
  }

  getState(): UploadsState {
    return this.state;
  }

  subscribe(changed: () => void): () => void {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  }

  add(files: Iterable<File>): Promise<readonly Added[]> {
    return this.inTurn([...files]);
  }

  async retry(key: string, file?: File): Promise<void> {
    if (file) return this.goOnWith(key, file);
    const ledger = await this.ledger;
    await ledger.transact((tables) =>
      changePhoto(tables, key, (photo) => (photo.stopped ? { ...without(photo, "stopped"), renewed: 0 } : photo)),
    );
    await this.begin({ type: "retry", key });
  }

  async remove(key: string): Promise<void> {
    const ledger = await this.ledger;
    const imageId = this.photo(key)?.imageId;
    const removals = await ledger.transact((tables) => removePhoto(tables, this.settings.setId, key, imageId));
    this.chosen.delete(key);
    this.take({ type: "removed", key, removals });
  }

  async replace(key: string, file: File): Promise<Added> {
    const [added] = await this.inTurn([file], key);
    if (added === undefined) throw new TypeError("one file was added and none was answered for");
    return added;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.leadership.close();
    this.channel?.close();
    this.hasher.close();
    this.listeners.clear();
    void this.ledger.then((ledger) => ledger.close());
    this.settings.ended();
  }

  private photo(key: string): Photo | undefined {
    return this.state.photos.find((photo) => photo.key === key);
  }

  /** One choice after the other, so that each is compared with the one before. */
  private inTurn(files: readonly File[], replaced?: string): Promise<readonly Added[]> {
    return this.adding.take(() => this.addNow(files, replaced));
  }

  private async addNow(files: readonly File[], replaced: string | undefined): Promise<readonly Added[]> {
    const ledger = await this.ledger;
    await this.loaded();
    const intake = new Intake(ledger, this.settings.means.world, this.hasher, this.settings.setId);
    const { added, taken } = await intake.look(files, this.state, replaced);
    const removals = await this.write(ledger, taken, replaced);
    if (replaced !== undefined && removals) this.take({ type: "removed", key: replaced, removals });
    for (const one of taken) this.announce(one);
    this.engine?.album.show();
    for (const one of taken) await this.store(ledger, one);
    return added;
  }

  /** That one comes and the other goes is one step, so that a crash leaves neither both nor none. */
  private write(ledger: Ledger, taken: readonly Taken[], replaced: string | undefined): Promise<Removal[] | undefined> {
    const records = taken.flatMap(({ record }) => record ?? []);
    const imageId = replaced === undefined ? undefined : this.photo(replaced)?.imageId;
    return ledger.transact(async (tables) => {
      for (const record of records) await tables.photos.put(record);
      if (replaced === undefined || taken.length === 0 || taken[0]?.key === replaced) return undefined;
      return removePhoto(tables, this.settings.setId, replaced, imageId);
    });
  }

  private announce({ key, file, record }: Taken): void {
    if (record === undefined) return;
    this.chosen.set(key, file);
    this.engine?.hold(record, file);
    this.post({ type: "taken", key, file, record });
  }

  private async store(ledger: Ledger, { key, file, record }: Taken): Promise<void> {
    if (record === undefined) return this.goOnWith(key, file);
    await ledger.transact(async ({ photos, files }) => {
      const photo = await photos.get(key);
      if (photo && !photo.arrived) await files.put({ key, file });
    });
  }

  /** Bytes for a photo that has none any more, or whose upload failed. */
  private async goOnWith(key: string, file: File): Promise<void> {
    const ledger = await this.ledger;
    this.chosen.set(key, file);
    await ledger.transact(async ({ photos, files }) => {
      const photo = (await photos.get(key)) ?? this.orphan(key, file);
      if (photo === undefined || photo.arrived) return;
      const { lastModified, name, size: bytes } = file;
      // What was signed for with a hash takes no other bytes, and says so.
      await photos.put({ ...without(photo, "stopped", "sent"), lastModified, name, bytes, renewed: 0 });
      await files.put({ key, file });
    });
    await this.begin({ type: "retry", key, file });
  }

  /** An image that only the server knows, which waits for its bytes. */
  private orphan(key: string, file: File): PhotoRecord | undefined {
    const photo = this.photo(key);
    if (photo?.imageId === undefined || (photo.stage !== "fileNeeded" && photo.stage !== "failed")) return undefined;
    const { imageId, type, addedAt } = photo;
    const { name, size: bytes, lastModified } = file;
    return { key, setId: this.settings.setId, name, bytes, type, lastModified, addedAt, imageId };
  }

  private loaded(): Promise<void> {
    if (this.state.loaded) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = this.subscribe(() => {
        if (this.state.loaded) end();
      });
      const cancel = this.settings.means.world.after(LIST_PATIENCE, () => end());
      const end = () => {
        stop();
        cancel();
        resolve();
      };
    });
  }

  private async lead(): Promise<void> {
    const ledger = await this.ledger;
    if (!this.leadership.leads || this.closed) return;
    const { client, feed, means, setId, atOnce } = this.settings;
    const files = new Map(this.chosen);
    for (const photo of this.state.photos) if (photo.file) files.set(photo.key, photo.file);
    this.teller = new Teller();
    const show = (state: UploadsState) => {
      this.change(state);
      this.post({ type: "delta", delta: this.teller.delta(state) });
    };
    this.engine = new Engine({ client, feed, means, ledger, setId, atOnce, files, show });
    await this.engine.start();
  }

  private stepDown(): void {
    this.engine?.stop();
    this.engine = undefined;
    this.mirror = new Mirror(this.state);
  }

  private change(state: UploadsState): void {
    this.state = state;
    for (const changed of [...this.listeners]) changed();
  }

  /** Does it here, if this tab leads, and tells the others. */
  private take(message: Message): void {
    this.post(message);
    void this.obey(message);
  }

  private begin(message: Message): Promise<void> {
    this.post(message);
    return this.obey(message);
  }

  private post(message: Message): void {
    if (!this.closed) this.channel?.post(message);
  }

  private hear(message: Message): void {
    if (this.closed) return;
    if (message.type === "delta") {
      if (this.engine === undefined) this.follow(message.delta);
    } else {
      void this.obey(message);
    }
  }

  private async obey(message: Message): Promise<void> {
    const { engine } = this;
    if (engine === undefined) return;
    if (message.type === "hello") {
      this.post({ type: "delta", delta: this.teller.whole(engine.album.snapshot) });
    } else if (message.type === "taken") {
      await engine.take(message.key, message.record, message.file);
    } else if (message.type === "retry") {
      await engine.retry(message.key, message.file);
    } else if (message.type === "removed") {
      engine.drop(message.key, message.removals);
    }
  }

  private follow(delta: Delta): void {
    this.change(this.mirror.apply(delta));
    for (const { photo } of delta.photos) {
      const file = this.chosen.get(photo.key);
      if (photo.notice?.code !== "FILE_NEEDED" || file === undefined) continue;
      this.chosen.delete(photo.key); // once: if it is no good to the leader it never will be
      this.post({ type: "taken", key: photo.key, file });
    }
  }
}
