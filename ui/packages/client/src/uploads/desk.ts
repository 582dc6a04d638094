import type { Client } from "../api/client";
import { backoff } from "../api/patience";
import { Problem } from "../api/problem";
import type { Ledger, Tables } from "../ledger/ledger";
import { changePhoto, signAnew } from "../ledger/moves";
import type { Order, PhotoRecord, Removal } from "../ledger/records";
import type { Surroundings } from "../world/surroundings";
import type { Album } from "./album";
import type { Entry } from "./entry";
import type { Hasher } from "./hash";
import { noticeOf, NOTICES } from "./notices";
import type { Put } from "./put";
import type { Notice } from "./uploads";

/** What the browser does for us. */
export interface Means {
  readonly world: Surroundings;
  readonly put: Put;
  readonly hasher: () => Hasher;
  readonly openLedger: (name: string) => Promise<Ledger>;
}

/** After something that nobody foresaw we try again so much later, in milliseconds. */
const PUZZLED = 3_000;

/** Something that is tried until it goes well. */
export interface Task<T> {
  readonly what: T;
  failures: number;
  retryAt: number;
  running: boolean;
}

export function task<T>(what: T): Task<T> {
  return { what, failures: 0, retryAt: 0, running: false };
}

/** What all who work on uploads in the leading tab share. */
export class Desk {
  readonly orders = new Map<string, Task<Order>>();
  readonly removals = new Map<string, Task<Removal>>();
  private readonly over = new AbortController();

  constructor(
    readonly client: Client,
    readonly world: Surroundings,
    readonly ledger: Ledger,
    readonly album: Album,
    readonly setId: string,
    /** Looks for work soon. */
    readonly pump: () => void,
  ) {}

  /** Aborted when this tab no longer leads. */
  get signal(): AbortSignal {
    return this.over.signal;
  }

  close(): void {
    this.over.abort();
  }

  async write<T>(work: (tables: Tables) => Promise<T>): Promise<T> {
    return this.ledger.transact(work);
  }

  /** Changes what is remembered of a photo, and what is shown of it. */
  async change(entry: Entry, change: (photo: PhotoRecord) => PhotoRecord): Promise<void> {
    this.album.remember(entry.key, await this.write((tables) => changePhoto(tables, entry.key, change)));
  }

  /** Tries again later: when it was said, else after a while that grows. */
  postpone(entry: Entry, problem: Problem | undefined, trouble?: Notice): void {
    entry.failures++;
    entry.retryAt = this.later(entry.failures, problem);
    entry.trouble = trouble ?? (problem ? noticeOf(problem) : NOTICES.NETWORK);
    this.album.touch(entry);
  }

  /** How long to leave alone what is read over and over, in milliseconds: as was said, else a while that grows. */
  rest(failures: number, problem: Problem): number {
    return (problem.retryAfter ?? 0) * 1_000 || backoff(failures, () => this.world.random(), 1_000);
  }

  later(failures: number, problem: Problem | undefined): number {
    const said = problem?.retryAfter;
    const random = () => this.world.random();
    // Even those who are told when to come do not all come at the same moment.
    const wait = said === undefined ? backoff(failures, random, 1_000) : said * 1_000 + random() * 500;
    return this.world.now() + wait;
  }

  /** Does not try again before it is asked to. */
  async stop(entry: Entry, notice: Notice): Promise<void> {
    entry.succeed();
    await this.change(entry, (photo) => ({ ...photo, stopped: notice }));
  }

  /** Another image for the same photo, since this one will never have its bytes. */
  async anew(entry: Entry, imageId: string): Promise<void> {
    const done = await this.write((tables) => signAnew(tables, entry.key, imageId));
    if (done?.removal) {
      this.album.hide(imageId);
      this.removals.set(imageId, task(done.removal));
    }
    this.album.remember(entry.key, done?.photo);
    this.pump();
  }

  /** Does one thing with a photo, unless something is being done with it; ends when the photo is removed. */
  async work(entry: Entry, what: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const working = new AbortController();
    entry.working = working;
    const end = () => working.abort();
    this.signal.addEventListener("abort", end, { once: true });
    try {
      await what(working.signal);
    } catch (failure) {
      if (!working.signal.aborted) this.excuse(entry, failure);
    } finally {
      this.signal.removeEventListener("abort", end);
      entry.working = undefined;
      entry.isUploading = false;
      this.album.touch(entry);
      this.pump();
    }
  }

  /** Lets something go on by itself; what is no answer of a server is reported, and looked at again after a while. */
  run(going: Promise<void>): void {
    going.catch((failure: unknown) => {
      if (this.signal.aborted) return;
      report(failure);
      this.world.after(PUZZLED, this.pump);
    });
  }

  /** Whatever goes wrong with one photo delays that one; what is no answer of a server is reported too. */
  private excuse(entry: Entry, failure: unknown): void {
    this.postpone(entry, failure instanceof Problem ? failure : undefined);
    if (!(failure instanceof Problem) && !(failure instanceof DOMException)) report(failure);
  }
}

/** To whoever listens for errors of the page. */
function report(failure: unknown): void {
  if (typeof reportError === "function") reportError(failure);
  else console.error(failure);
}
