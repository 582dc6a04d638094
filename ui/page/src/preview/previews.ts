/** What is to be seen of a local file. */
export type Preview =
  | { readonly state: "waiting" }
  | { readonly state: "ready"; readonly url: string }
  /** No picture that we can show. */
  | { readonly state: "failed" };

interface Entry {
  readonly file: Blob;
  preview: Preview;
}

export interface Means {
  /** Rejects for what is no picture. */
  readonly shrink: (file: Blob) => Promise<Blob>;
  /** Calls back when the page has time. */
  readonly whenIdle: (go: () => void) => void;
  readonly urls: Pick<typeof URL, "createObjectURL" | "revokeObjectURL">;
  /** How many are decoded at the same time. */
  readonly atOnce: number;
}

const WAITING: Preview = { state: "waiting" };
const FAILED: Preview = { state: "failed" };

/**
 * Small pictures of local files, made once each, a few at a time and with rests between, so that fifty photos dropped at
 * once neither hold up the page nor fill its memory. Given back when their photo is gone.
 */
export class Previews {
  private readonly entries = new Map<string, Entry>();
  private readonly queue: string[] = [];
  private readonly listeners = new Set<() => void>();
  private busy = 0;

  constructor(private readonly means: Means) {}

  readonly subscribe = (changed: () => void): (() => void) => {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  };

  get(key: string): Preview | undefined {
    return this.entries.get(key)?.preview;
  }

  want(key: string, file: Blob): void {
    if (this.entries.has(key)) return;
    this.entries.set(key, { file, preview: WAITING });
    this.queue.push(key);
    this.goOn();
  }

  /** Takes back a wish that nobody has begun with; what is ready stays. */
  unwant(key: string): void {
    const place = this.queue.indexOf(key);
    if (place < 0) return;
    this.queue.splice(place, 1);
    this.entries.delete(key);
  }

  /** Gives back all others. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const [key, { preview }] of this.entries) {
      if (keys.has(key)) continue;
      if (preview.state === "ready") this.means.urls.revokeObjectURL(preview.url);
      this.unwant(key);
      this.entries.delete(key);
    }
  }

  private goOn(): void {
    if (this.busy >= this.means.atOnce || this.queue.length === 0) return;
    this.busy += 1;
    this.means.whenIdle(() => {
      const key = this.queue.shift();
      const entry = key === undefined ? undefined : this.entries.get(key);
      if (key === undefined || !entry) {
        this.rest();
        return;
      }
      this.make(key, entry)
        .catch(() => this.show(key, entry, FAILED)) // shown as a photo without a picture
        .finally(() => this.rest());
    });
    this.goOn();
  }

  private rest(): void {
    this.busy -= 1;
    this.goOn();
  }

  private async make(key: string, entry: Entry): Promise<void> {
    const small = await this.means.shrink(entry.file);
    if (this.entries.get(key) !== entry) return; // gone meanwhile
    this.show(key, entry, { state: "ready", url: this.means.urls.createObjectURL(small) });
  }

  private show(key: string, entry: Entry, preview: Preview): void {
    if (this.entries.get(key) !== entry) return;
    entry.preview = preview;
    for (const changed of this.listeners) changed();
  }
}
