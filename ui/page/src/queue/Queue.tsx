import type { Photo } from "@safelight/client";
import { words } from "../strings";
import { QueueItem } from "./QueueItem";
import "./queue.css";

interface QueueProps {
  /** Those on their way to the server. */
  readonly photos: readonly Photo[];
  readonly onRetry: (photo: Photo, file?: File) => void;
  readonly onCancel: (photo: Photo) => void;
}

export function Queue({ photos, onRetry, onCancel }: QueueProps) {
  if (photos.length === 0) return null;
  return (
    <section className="queue" aria-labelledby="queue-heading">
      <h2 id="queue-heading" tabIndex={-1}>
        {words.queue.heading(photos.length)}
      </h2>
      <ul>
        {photos.map((photo) => (
          <QueueItem key={photo.key} photo={photo} onRetry={onRetry} onCancel={onCancel} />
        ))}
      </ul>
    </section>
  );
}
