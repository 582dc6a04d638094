import { openDB, type DBSchema, type IDBPDatabase } from "idb";

/**
 * Which downloads are under way, and of which ends somebody was told. Of each end one tab is told, whoever claims it first.
 */
export interface Ends {
  /** It is under way. Where its end was told that stays so, unless it was ordered `anew`. */
  expect(jobId: string, anew?: boolean): Promise<void>;
  /** True for one caller only. With `unexpected`, also of a download that nobody here saw under way. */
  claim(jobId: string, unexpected: boolean): Promise<boolean>;
}

/** Remembered by the browser, for all its tabs, also while none is open; where it stores nothing, by this tab alone. */
export function endsInBrowser(now: () => number): Ends & { close(): void } {
  const memory = new EndsInMemory();
  const database = typeof indexedDB === "undefined" ? Promise.resolve(undefined) : open(now() - KEPT);
  let closed = false;

  async function ask<T>(question: (ends: Ends) => Promise<T>): Promise<T> {
    const stored = await database;
    if (!stored || closed) return question(memory);
    try {
      return await question(new StoredEnds(stored, now));
    } catch (failure) {
      if (failure instanceof DOMException) return question(memory); // full, or closed for a newer version of this page
      throw failure;
    }
  }

  return {
    expect: (jobId, anew) => ask((ends) => ends.expect(jobId, anew)),
    claim: (jobId, unexpected) => ask((ends) => ends.claim(jobId, unexpected)),
    close() {
      closed = true;
      void database.then((it) => it?.close());
    },
  };
}

class EndsInMemory implements Ends {
  private readonly told = new Map<string, boolean>();

  expect(jobId: string, anew = false) {
    if (anew || !this.told.has(jobId)) this.told.set(jobId, false);
    return Promise.resolve();
  }

  claim(jobId: string, unexpected: boolean) {
    const told = this.told.get(jobId);
    const mine = told === undefined ? unexpected : !told;
    if (mine) this.told.set(jobId, true);
    return Promise.resolve(mine);
  }
}

interface Mark {
  readonly jobId: string;
  readonly told: boolean;
  /** In milliseconds since the epoch. */
  readonly at: number;
}

interface Schema extends DBSchema {
  marks: { key: string; value: Mark; indexes: { at: number } };
}

/** Longer than servers remember downloads and tell of events. */
const KEPT = 31 * 24 * 60 * 60 * 1000;

/** Transactions that write exclude each other among tabs, which makes a claim good without any lock. */
class StoredEnds implements Ends {
  constructor(
    private readonly database: IDBPDatabase<Schema>,
    private readonly now: () => number,
  ) {}

  expect(jobId: string, anew = false) {
    return this.change(jobId, (mark) => (mark && !anew ? undefined : false));
  }

  async claim(jobId: string, unexpected: boolean) {
    let mine = false;
    await this.change(jobId, (mark) => {
      mine = mark ? !mark.told : unexpected;
      return mine ? true : undefined;
    });
    return mine;
  }

  /** Notes what `decide` says, in one transaction; undefined leaves all as it is. */
  private async change(jobId: string, decide: (mark: Mark | undefined) => boolean | undefined): Promise<void> {
    const transaction = this.database.transaction("marks", "readwrite");
    const told = decide(await transaction.store.get(jobId));
    if (told !== undefined) await transaction.store.put({ jobId, told, at: this.now() });
    await transaction.done;
  }
}

/** Undefined where nothing may be stored, as in some private windows. */
async function open(forgetBefore: number): Promise<IDBPDatabase<Schema> | undefined> {
  try {
    const database = await openDB<Schema>("safelight-downloads", 1, {
      upgrade: (it) => void it.createObjectStore("marks", { keyPath: "jobId" }).createIndex("at", "at"),
      blocking: (_version, _newer, event) => (event.target as IDBDatabase).close(),
    });
    const transaction = database.transaction("marks", "readwrite");
    const old = await transaction.store.index("at").getAllKeys(IDBKeyRange.upperBound(forgetBefore));
    await Promise.all([...old.map((jobId) => transaction.store.delete(jobId)), transaction.done]);
    return database;
  } catch (failure) {
    if (failure instanceof DOMException) return undefined;
    throw failure;
  }
}
