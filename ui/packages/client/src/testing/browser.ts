import "fake-indexeddb/auto";
import { IDBFactory, IDBObjectStore as Store } from "fake-indexeddb";
import { createClient } from "../api/client";
import { openLedger } from "../ledger/browser-ledger";
import type { Ledger, Table, Tables } from "../ledger/ledger";
import { createFeed, type Feed } from "../live/feed";
import { createUploads, type UploadsOptions } from "../uploads/create-uploads";
import type { Means } from "../uploads/desk";
import { FileUnreadable } from "../uploads/hash";
import { endOf, type PutEnd, type PutOrder } from "../uploads/put";
import { sha256 } from "../uploads/sha256";
import type { Uploads } from "../uploads/uploads";
import type { Channel, Locks, Surroundings } from "../world/surroundings";
import { ORIGIN, SimulatedServer } from "./server";
import { seeded, VirtualTime } from "./time";

interface Asker {
  tab: Tab;
  begin: () => void;
  steal: () => void;
}

/** One browser with its storage, its locks and its tabs, and the network between it and the server. */
export class SimulatedBrowser {
  readonly time = new VirtualTime();
  readonly server = new SimulatedServer(this.time);
  readonly tabs = new Set<Tab>();
  readonly random: () => number;
  isOnline = true;
  /** What the browser says of itself may be wrong. */
  believesOffline = false;
  hasLocks = true;
  /** Called for each request, put and write with what it is; what it returns is done to it. */
  fault: (what: string) => "lose" | "loseAnswer" | undefined = () => undefined;
  /** Bytes that are stored at most. */
  quota = Infinity;
  readonly holders = new Map<string, Asker>();
  readonly queues = new Map<string, Asker[]>();

  constructor(seed = 1) {
    globalThis.indexedDB = new IDBFactory();
    this.random = seeded(seed);
    limitStorage(() => this.quota);
  }

  open(options: UploadsOptions = {}): Tab {
    return new Tab(this, options);
  }

  goOffline(): void {
    this.isOnline = false;
    this.server.cutStreams();
    for (const tab of this.tabs) tab.heard("offline");
  }

  goOnline(): void {
    this.isOnline = true;
    for (const tab of this.tabs) tab.heard("wake");
  }

  next(name: string): void {
    const first = this.queues.get(name)?.shift();
    if (first) {
      this.holders.set(name, first);
      first.begin();
    }
  }
}

/** A tab; it can be killed at any moment, after which nothing that it began is heard of again. */
export class Tab {
  readonly uploads: Uploads;
  readonly feed: Feed;
  readonly world: Surroundings;
  isAlive = true;
  isFrozen = false;
  /** How many steps it has to live. */
  fuse = Infinity;
  steps = 0;
  private readonly ears: { wake: Set<() => void>; offline: Set<() => void> } = { wake: new Set(), offline: new Set() };
  private readonly channels = new Set<SimulatedChannel>();

  constructor(
    readonly browser: SimulatedBrowser,
    options: UploadsOptions,
  ) {
    browser.tabs.add(this);
    this.world = this.surroundings();
    const client = createClient({ baseUrl: ORIGIN, fetch: (request) => this.fetch(request) }, this.world);
    this.feed = createFeed(client, this.world);
    this.uploads = createUploads(client, { feed: this.feed, ...options }, this.means());
  }

  kill(): void {
    this.isAlive = false;
    this.browser.tabs.delete(this);
    for (const [name, queue] of this.browser.queues)
      this.browser.queues.set(
        name,
        queue.filter((one) => one.tab !== this),
      );
    for (const [name, holder] of this.browser.holders) {
      if (holder.tab !== this) continue;
      this.browser.holders.delete(name);
      this.browser.next(name);
    }
  }

  heard(what: "wake" | "offline"): void {
    if (this.isAlive) this.ears[what].forEach((ear) => ear());
  }

  /** One step of a life; the last one is not survived. */
  private step<T>(value: T): T | Promise<never> {
    this.steps++;
    if (--this.fuse <= 0 && this.isAlive) this.kill();
    return this.isAlive ? value : new Promise<never>(() => undefined);
  }

  private isCutOff(): boolean {
    return !this.browser.isOnline;
  }

  private alive(): Promise<void> {
    return this.isAlive ? Promise.resolve() : new Promise<never>(() => undefined);
  }

  private async fetch(request: Request): Promise<Response> {
    const { time, server } = this.browser;
    await this.step(undefined);
    const fate = this.browser.fault(`${request.method} ${new URL(request.url).pathname}`);
    if (this.isCutOff() || fate === "lose") throw new TypeError("Failed to fetch");
    await new Promise<void>((resolve) => time.after(5, resolve));
    const response = await server.handle(request);
    await new Promise<void>((resolve) => time.after(5, resolve));
    await this.step(undefined);
    request.signal.throwIfAborted();
    if (this.isCutOff() || fate === "loseAnswer") throw new TypeError("Failed to fetch");
    return response;
  }

  private async put({ url, headers, file, signal, progress }: PutOrder): Promise<PutEnd> {
    await this.step(undefined);
    const fate = this.browser.fault("PUT");
    for (const part of [0.25, 0.5, 0.75, 1]) {
      await new Promise<void>((resolve) => this.browser.time.after(60, resolve));
      await this.alive();
      signal.throwIfAborted();
      if (!this.browser.isOnline || (fate === "lose" && part > 0.5)) return { kind: "broken", all: false };
      progress(part);
    }
    const content = await this.browser.time.during(file.text());
    const status = this.browser.server.put(url, headers, content);
    await this.step(undefined);
    if (fate === "loseAnswer") return { kind: "broken", all: true };
    return endOf(status, () => null);
  }

  private means(): Means {
    return {
      world: this.world,
      put: (order) => this.put(order),
      hasher: () => ({ hash: (file) => this.hash(file), close: () => undefined }),
      openLedger: async (name) => new MortalLedger(this, await this.browser.time.during(openLedger(name))),
    };
  }

  private async hash(file: Blob): Promise<string> {
    if (file instanceof UnreadableFile) throw new FileUnreadable("moved");
    const hash = await this.browser.time.during(sha256(file));
    return this.step(hash);
  }

  private surroundings(): Surroundings {
    return {
      now: () => this.browser.time.now(),
      after: (milliseconds, run) =>
        this.browser.time.after(milliseconds, () => {
          if (this.isAlive && !this.isFrozen) run();
        }),
      random: () => this.browser.random(),
      isOnline: () => this.browser.isOnline && !this.browser.believesOffline,
      onWake: (heard) => this.listen(this.ears.wake, heard),
      onOffline: (heard) => this.listen(this.ears.offline, heard),
      onRestored: () => () => undefined,
      locks: this.locks(),
      channel: (name) => {
        const channel = new SimulatedChannel(this, name, this.channels);
        return channel;
      },
    };
  }

  private listen(ears: Set<() => void>, heard: () => void): () => void {
    ears.add(heard);
    return () => ears.delete(heard);
  }

  deliver(name: string, message: unknown): void {
    for (const channel of this.channels) if (channel.name === name) channel.heard(message);
  }

  /** For the ledger. */
  stepInLedger<T>(value: T): T | Promise<never> {
    return this.step(value);
  }

  private locks(): Locks | undefined {
    const { browser } = this;
    if (!browser.hasLocks) return undefined;
    return {
      request: (name, { signal, steal }, held) =>
        new Promise((resolve, reject) => {
          const abort = () => reject(new DOMException("Aborted", "AbortError"));
          const mine: Asker = {
            tab: this,
            begin: () => {
              signal?.removeEventListener("abort", leave);
              void held().then(() => {
                if (browser.holders.get(name) !== mine) return;
                browser.holders.delete(name);
                browser.next(name);
                resolve();
              });
            },
            steal: abort,
          };
          const leave = () => {
            browser.queues.set(
              name,
              (browser.queues.get(name) ?? []).filter((other) => other !== mine),
            );
            abort();
          };
          if (signal?.aborted) {
            abort();
            return;
          }
          signal?.addEventListener("abort", leave);
          browser.queues.set(name, [...(browser.queues.get(name) ?? []), mine]);
          const holder = browser.holders.get(name);
          if (steal && holder) {
            browser.queues.set(name, [mine, ...(browser.queues.get(name) ?? []).filter((other) => other !== mine)]);
            browser.holders.delete(name);
            holder.steal();
          }
          if (!browser.holders.has(name)) queueMicrotask(() => !browser.holders.has(name) && browser.next(name));
        }),
    };
  }
}

class SimulatedChannel implements Channel {
  private ear: (message: unknown) => void = () => undefined;

  constructor(
    private readonly tab: Tab,
    readonly name: string,
    private readonly all: Set<SimulatedChannel>,
  ) {
    all.add(this);
  }

  post(message: unknown): void {
    if (!this.tab.isAlive) return;
    for (const other of this.tab.browser.tabs) {
      if (other !== this.tab)
        queueMicrotask(() => other.isAlive && !other.isFrozen && other.deliver(this.name, message));
    }
  }

  onMessage(heard: (message: unknown) => void): void {
    this.ear = heard;
  }

  heard(message: unknown): void {
    this.ear(message);
  }

  close(): void {
    this.all.delete(this);
  }
}

const put = Reflect.get(Store.prototype, "put") as (value: unknown) => IDBRequest;

/** Files that are larger are refused, as by a disk that is full. */
function limitStorage(quota: () => number): void {
  Store.prototype.put = function (this: IDBObjectStore, value: { file?: Blob }) {
    if ((value.file?.size ?? 0) > quota()) throw new DOMException("full", "QuotaExceededError");
    return put.call(this, value) as IDBRequest<IDBValidKey>;
  };
}

class Killed extends Error {}

/** A ledger whose tab may die before, within and after each transaction; then it is wholly done or not at all. */
class MortalLedger implements Ledger {
  constructor(
    private readonly tab: Tab,
    private readonly ledger: Ledger,
  ) {}

  async transact<T>(work: (tables: Tables) => Promise<T>): Promise<T> {
    await this.tab.stepInLedger(undefined);
    const { time } = this.tab.browser;
    const never = new Promise<never>(() => undefined);
    try {
      const result = await time.during(this.ledger.transact((tables) => work(this.mortal(tables))));
      return await this.tab.stepInLedger(result);
    } catch (failure) {
      if (failure instanceof Killed) return never;
      throw failure;
    }
  }

  close(): void {
    this.ledger.close();
  }

  private mortal(tables: Tables): Tables {
    return {
      photos: this.table(tables.photos),
      files: this.table(tables.files),
      orders: this.table(tables.orders),
      removals: this.table(tables.removals),
    };
  }

  private table<T>(table: Table<T>): Table<T> {
    const alive = () => {
      if (--this.tab.fuse <= 0 && this.tab.isAlive) this.tab.kill();
      if (!this.tab.isAlive) throw new Killed();
    };
    return {
      get: async (key) => (alive(), table.get(key)),
      all: async () => (alive(), table.all()),
      put: async (value) => {
        alive();
        await table.put(value);
      },
      delete: async (key) => (alive(), table.delete(key)),
    };
  }
}

export function photo(name: string, content = `content of ${name}`, lastModified = 1): File {
  return new File([content], name, { type: "image/jpeg", lastModified });
}

/** One that was moved on the disk since it was chosen. */
export class UnreadableFile extends File {
  override slice(): Blob {
    return new UnreadableBlob([]);
  }
}

class UnreadableBlob extends Blob {
  override arrayBuffer(): Promise<ArrayBuffer> {
    return Promise.reject(new DOMException("moved", "NotReadableError"));
  }
}
