import type { Table } from "./ledger";

/** What a table has no room for. Like the table it changes only when the transaction has gone well. */
export class Overflow<T> {
  private readonly values = new Map<string, T>();
  private pending: (() => void)[] = [];

  constructor(private readonly keyOf: (value: T) => string) {}

  /** The table as it would be with enough room; what is written goes to it, or into memory. */
  over(table: Table<T>, inMemory: boolean): Table<T> {
    const forgetLater = (key: string) => {
      if (this.values.has(key)) this.pending.push(() => this.values.delete(key));
    };
    return {
      get: async (key) => this.values.get(key) ?? (await table.get(key)),
      all: async () => [
        ...(await table.all()).filter((value) => !this.values.has(this.keyOf(value))),
        ...this.values.values(),
      ],
      put: async (value) => {
        const key = this.keyOf(value);
        if (inMemory) {
          this.pending.push(() => this.values.set(key, value));
        } else {
          await table.put(value);
          forgetLater(key);
        }
      },
      delete: async (key) => {
        await table.delete(key);
        forgetLater(key);
      },
    };
  }

  keep(): void {
    this.pending.forEach((change) => change());
    this.pending = [];
  }

  forget(): void {
    this.pending = [];
  }
}
