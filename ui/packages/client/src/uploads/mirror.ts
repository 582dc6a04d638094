import { newestFirst } from "./album";
import type { Photo, UploadsState } from "./uploads";

type Bare = Omit<Photo, "file">;

/** What has changed since the last one; `isWhole` when it is everything. */
export interface Delta {
  readonly isWhole: boolean;
  readonly rest: Omit<UploadsState, "photos">;
  readonly photos: readonly { readonly photo: Bare; readonly file?: Blob | null }[];
  readonly removed: readonly string[];
}

/** What the leader tells the others: only what is new to them, and bytes once. */
export class Teller {
  private told = new Map<string, Photo>();

  whole(state: UploadsState): Delta {
    this.told = new Map();
    return { ...this.delta(state), isWhole: true };
  }

  delta({ photos, ...rest }: UploadsState): Delta {
    const before = this.told;
    this.told = new Map(photos.map((photo) => [photo.key, photo]));
    return {
      isWhole: false,
      rest,
      photos: photos
        .filter((photo) => before.get(photo.key) !== photo)
        .map((photo) => ({ photo: bare(photo), ...news(photo.file, before.get(photo.key)?.file) })),
      removed: [...before.keys()].filter((key) => !this.told.has(key)),
    };
  }
}

function bare(photo: Photo): Bare {
  const { file, ...rest } = photo;
  return file === undefined ? photo : rest;
}

function news(file: Blob | undefined, before: Blob | undefined): { file?: Blob | null } {
  return file === before ? {} : { file: file ?? null };
}

/** What the leader's state is, for a tab that follows. */
export class Mirror {
  private photos = new Map<string, Photo>();

  constructor(state: UploadsState) {
    for (const photo of state.photos) this.photos.set(photo.key, photo);
  }

  apply(delta: Delta): UploadsState {
    const before = this.photos;
    if (delta.isWhole) this.photos = new Map();
    for (const { photo, file } of delta.photos) {
      const kept = file === undefined ? before.get(photo.key)?.file : (file ?? undefined);
      this.photos.set(photo.key, kept ? { ...photo, file: kept } : photo);
    }
    for (const key of delta.removed) this.photos.delete(key);
    return { ...delta.rest, photos: [...this.photos.values()].sort(newestFirst) };
  }
}
