import type { Photo } from "@safelight/client";

/** What can be done with a photo in the gallery. */
export interface TileActions {
  readonly onRemove: (photo: Photo) => void;
  readonly onRetry: (photo: Photo, file?: File) => void;
  readonly onReplace: (photo: Photo, file: File) => void;
  readonly onCrop: (photo: Photo) => void;
  readonly onCompare: (photo: Photo, other: Photo) => void;
}
