import { Turns } from "../world/turns";
import type { Ledger, Table, Tables } from "./ledger";

/** For browsers that store nothing: it lasts as long as the page. */
export class MemoryLedger implements Ledger {
  private readonly tables: Tables = {
    photos: new MemoryTable((photo) => photo.key),
    files: new MemoryTable((file) => file.key),
    orders: new MemoryTable((order) => order.id),
    removals: new MemoryTable((removal) => removal.imageId),
  };
  private readonly turns = new Turns();

  transact<T>(work: (tables: Tables) => Promise<T>): Promise<T> {
    return this.turns.take(() => work(this.tables));
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
