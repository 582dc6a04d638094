import type { Ledger, Table, Tables } from "./ledger";

/** For browsers that store nothing: it lasts as long as the page. */
export class MemoryLedger implements Ledger {
  private readonly tables: Tables = {
    photos: new MemoryTable((photo) => photo.key),
    files: new MemoryTable((file) => file.key),
    orders: new MemoryTable((order) => order.id),
    removals: new MemoryTable((removal) => removal.imageId),
  };
  private last: Promise<unknown> = Promise.resolve();

  transact<T>(work: (tables: Tables) => Promise<T>): Promise<T> {
    const mine = this.last.then(() => work(this.tables));
    this.last = mine.catch(() => undefined); // whoever began it hears of it; the next one is not concerned
    return mine;
  }

  close(): void {
    // There is nothing to let go of.
  }
}

class MemoryTable<T> implements Table<T> {
  private readonly values = new Map<string, T>();

  constructor(private readonly keyOf: (value: T) => string) {}

  get(key: string): Promise<T | undefined> {
    return Promise.resolve(this.values.get(key));
  }

  all(): Promise<T[]> {
    return Promise.resolve([...this.values.values()]);
  }

  put(value: T): Promise<void> {
    this.values.set(this.keyOf(value), value);
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    this.values.delete(key);
    return Promise.resolve();
  }
}
