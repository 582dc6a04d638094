import type { Order, PhotoRecord, Removal } from "./records";

export interface Table<T> {
  get(key: string): Promise<T | undefined>;
  all(): Promise<T[]>;
  put(value: T): Promise<void>;
  delete(key: string): Promise<void>;
}

export interface StoredFile {
  readonly key: string;
  readonly file: Blob;
}

export interface Tables {
  readonly photos: Table<PhotoRecord>;
  readonly files: Table<StoredFile>;
  readonly orders: Table<Order>;
  readonly removals: Table<Removal>;
}

/**
 * What must outlive a page. What is done in one `transact` is there wholly or not at all, also for other tabs, and no two
 * overlap. In it, only the tables may be awaited.
 */
export interface Ledger {
  transact<T>(work: (tables: Tables) => Promise<T>): Promise<T>;
  close(): void;
}
