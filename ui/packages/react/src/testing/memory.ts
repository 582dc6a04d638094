import type { Download, Downloads, DownloadsState, Photo, Uploads, UploadsState } from "@safelight/client";

/** A store with a state and listeners, as both engines are. */
class MemoryStore<S> {
  readonly listeners = new Set<() => void>();
  closed = false;

  constructor(protected state: S) {}

  getState() {
    return this.state;
  }

  subscribe(changed: () => void) {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  }

  set(changes: Partial<S>) {
    this.state = { ...this.state, ...changes };
    for (const changed of this.listeners) changed();
  }

  close() {
    this.closed = true;
  }
}

export function photo(key: string, more: Partial<Photo> = {}): Photo {
  return {
    key,
    name: `${key}.jpg`,
    bytes: 1000,
    type: "image/jpeg",
    stage: "waiting",
    progress: 0,
    addedAt: 0,
    ...more,
  };
}

/** Uploads that only note what there is. */
export class MemoryUploads extends MemoryStore<UploadsState> implements Uploads {
  constructor(state: Partial<UploadsState> = {}) {
    super({ photos: [], loaded: true, connection: "stream", ...state });
  }

  add(files: Iterable<File>) {
    const added = [...files].map(({ name }) => ({ key: name }));
    this.set({ photos: [...added.map(({ key }) => photo(key)), ...this.state.photos] });
    return Promise.resolve(added);
  }

  retry(key: string) {
    return this.#change(key, () => [photo(key, { stage: "uploading" })]);
  }

  remove(key: string) {
    return this.#change(key, () => []);
  }

  async replace(key: string, file: File) {
    await this.#change(key, () => [photo(file.name)]);
    return { key: file.name };
  }

  #change(key: string, change: () => Photo[]) {
    this.set({ photos: this.state.photos.flatMap((it) => (it.key === key ? change() : [it])) });
    return Promise.resolve();
  }
}

/** Downloads that only note what was ordered. */
export class MemoryDownloads extends MemoryStore<DownloadsState> implements Downloads {
  readonly orders: { readonly imageIds: readonly string[]; readonly variant: string | undefined }[] = [];
  readonly saved: string[] = [];
  readonly #ended = new Set<(download: Download) => void>();

  constructor(state: Partial<DownloadsState> = {}) {
    super({ downloads: [], loaded: true, ...state });
  }

  start(imageIds: readonly string[], variant?: "normalized" | "original") {
    this.orders.push({ imageIds, variant });
    return Promise.resolve(`job ${this.orders.length}`);
  }

  async again(jobId: string) {
    const items = this.state.downloads.find((it) => it.jobId === jobId)?.items ?? [];
    return this.start(items.flatMap(({ imageId }) => imageId ?? []));
  }

  cancel(jobId: string) {
    this.set({ downloads: this.state.downloads.filter((it) => it.jobId !== jobId) });
    return Promise.resolve();
  }

  onEnd(ended: (download: Download) => void) {
    this.#ended.add(ended);
    return () => this.#ended.delete(ended);
  }

  end(download: Download) {
    for (const ended of this.#ended) ended(download);
  }

  href(jobId: string) {
    return `https://photos.example.org/v1/download/${jobId}`;
  }

  url(jobId: string) {
    return Promise.resolve(`${this.href(jobId)}.zip`);
  }

  async save(jobId: string) {
    this.saved.push(await this.url(jobId));
  }
}
