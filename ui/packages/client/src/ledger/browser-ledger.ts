import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from "idb";
import { Turns } from "../world/turns";
import type { Ledger, StoredFile, Table, Tables } from "./ledger";
import { MemoryLedger } from "./memory-ledger";
import { Overflow } from "./overflow";
import type { Order, PhotoRecord, Removal } from "./records";

interface Schema extends DBSchema {
  photos: { key: string; value: PhotoRecord };
  files: { key: string; value: StoredFile };
  orders: { key: string; value: Order };
  removals: { key: string; value: Removal };
}

const KEYS = { photos: "key", files: "key", orders: "id", removals: "imageId" } as const;
const STORES = ["photos", "files", "orders", "removals"] as const;
type Transaction = IDBPTransaction<Schema, typeof STORES, "readwrite">;

/** In IndexedDB; where the browser has none, or refuses it as some do in private windows, in memory. */
export async function openLedger(name: string): Promise<Ledger> {
  if (typeof indexedDB === "undefined") return new MemoryLedger();
  const ledger = new BrowserLedger(name);
  try {
    await ledger.transact((tables) => tables.orders.all());
    return ledger;
  } catch (refused) {
    if (!(refused instanceof DOMException)) throw refused;
    ledger.close();
    return new MemoryLedger();
  }
}

/** What the browser has no room for is kept in memory, for as long as the page lasts. */
class BrowserLedger implements Ledger {
  private database: Promise<IDBPDatabase<Schema>> | undefined;
  private closed = false;
  private readonly turns = new Turns();
  private readonly overflow = {
    photos: new Overflow<PhotoRecord>((photo) => photo.key),
    files: new Overflow<StoredFile>((file) => file.key),
    orders: new Overflow<Order>((order) => order.id),
    removals: new Overflow<Removal>((removal) => removal.imageId),
  };

  constructor(private readonly name: string) {}

  /** One after the other, as the database does it, so that each sees what the one before it left in memory, too. */
  transact<T>(work: (tables: Tables) => Promise<T>): Promise<T> {
    return this.turns.take(() => this.inDatabase(work));
  }

  private async inDatabase<T>(work: (tables: Tables) => Promise<T>): Promise<T> {
    try {
      return await this.attempt(work, false);
    } catch (failure) {
      if (this.closed || !(failure instanceof DOMException)) throw failure;
      if (NO_ROOM.includes(failure.name)) return this.attempt(work, true);
      if (!CONNECTION_LOST.includes(failure.name)) throw failure;
      this.database = undefined;
      return this.attempt(work, false);
    }
  }

  close(): void {
    this.closed = true;
    const open = this.database;
    this.database = undefined;
    open?.then(
      (database) => database.close(),
      () => undefined, // it was never open
    );
  }

  private async attempt<T>(work: (tables: Tables) => Promise<T>, inMemory: boolean): Promise<T> {
    const database = await (this.database ??= this.open());
    const transaction = database.transaction(STORES, "readwrite", { durability: "strict" });
    const tables = this.tables(transaction, inMemory);
    const done = transaction.done;
    try {
      const result = await work(tables);
      await done;
      for (const store of STORES) this.overflow[store].keep();
      return result;
    } catch (failure) {
      for (const store of STORES) this.overflow[store].forget();
      await abort(transaction, done);
      throw failure;
    }
  }

  private tables(transaction: Transaction, inMemory: boolean): Tables {
    const { photos, files, orders, removals } = this.overflow;
    return {
      photos: photos.over(table(transaction.objectStore("photos")), inMemory),
      files: files.over(table(transaction.objectStore("files")), inMemory),
      orders: orders.over(table(transaction.objectStore("orders")), inMemory),
      removals: removals.over(table(transaction.objectStore("removals")), inMemory),
    };
  }

  private open(): Promise<IDBPDatabase<Schema>> {
    const forget = () => (this.database = undefined);
    const opening = openDB<Schema>(this.name, 1, {
      upgrade(database) {
        for (const store of STORES) database.createObjectStore(store, { keyPath: KEYS[store] });
      },
      blocking: (_from, _to, event) => (event.target as IDBDatabase).close(),
      terminated: forget,
    });
    opening.catch(forget);
    return opening;
  }
}

interface Store<T> {
  get(key: string): Promise<T | undefined>;
  getAll(): Promise<T[]>;
  put(value: T): Promise<unknown>;
  delete(key: string): Promise<void>;
}

function table<T>(store: Store<T>): Table<T> {
  return {
    get: (key) => store.get(key),
    all: () => store.getAll(),
    async put(value) {
      await store.put(value);
    },
    delete: (key) => store.delete(key),
  };
}

/** What failed in it is what the caller hears of, so how the transaction ends is not told a second time. */
async function abort(transaction: Transaction, done: Promise<void>): Promise<void> {
  try {
    transaction.abort();
  } catch (ended) {
    if (!(ended instanceof DOMException)) throw ended;
  }
  await done.catch(() => undefined);
}

/** The last two are what some browsers say of files in private windows. */
const NO_ROOM: readonly string[] = ["QuotaExceededError", "DataCloneError", "DataError"];

/** Some browsers drop the connection when the page was asleep; a new one works. */
const CONNECTION_LOST: readonly string[] = ["InvalidStateError", "UnknownError"];
