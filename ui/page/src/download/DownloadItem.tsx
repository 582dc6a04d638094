import type { Download } from "@safelight/client";
import { Bar } from "../base/Bar";
import { Button, looks } from "../base/Button";
import { Icon, type IconName } from "../base/Icon";
import { clockTime, words } from "../strings";

interface DownloadItemProps {
  readonly download: Download;
  /** For a plain link; absent where a link would not say who asks, and {@link onSave} is needed. */
  readonly href: string | undefined;
  readonly onSave: (download: Download) => void;
  readonly onCancel: (download: Download) => void;
  readonly onAgain: (download: Download) => void;
}

export function DownloadItem({ download, href, onSave, onCancel, onAgain }: DownloadItemProps) {
  const { status, totalFiles } = download;
  const isOpen = status === "queued" || status === "processing";
  return (
    <li className={`download download-${status}`} data-status={status}>
      <span className="download-icon">
        <Icon name={icons[status]} />
      </span>
      <div className="download-text">
        <p className="download-title">{words.download.title(totalFiles)}</p>
        <p className="download-state">{sentence(download)}</p>
        {isOpen && (
          <Bar
            label={words.download.progress}
            done={download.progress / 100}
            text={sentence(download)}
            look="orange"
            thin
          />
        )}
      </div>
      {status === "completed" && <Save files={totalFiles} href={href} onSave={() => onSave(download)} />}
      {isOpen && (
        <Button small look="quiet" aria-label={words.download.cancelOf(totalFiles)} onClick={() => onCancel(download)}>
          {words.download.cancel}
        </Button>
      )}
      {(status === "failed" || status === "expired") && (
        <Button small aria-label={words.download.againOf(totalFiles)} onClick={() => onAgain(download)}>
          {words.download.again}
        </Button>
      )}
    </li>
  );
}

interface SaveProps {
  readonly files: number;
  readonly href: string | undefined;
  readonly onSave: () => void;
}

function Save({ files, href, onSave }: SaveProps) {
  const label = words.download.getOf(files);
  return href === undefined ? (
    <Button look="strong" small aria-label={label} onClick={onSave}>
      {words.download.get}
    </Button>
  ) : (
    <a className={looks("strong", true)} href={href} download aria-label={label}>
      {words.download.get}
    </a>
  );
}

const icons: Readonly<Record<Download["status"], IconName>> = {
  queued: "clock",
  processing: "archive",
  completed: "check",
  failed: "warn",
  cancelled: "close",
  expired: "clock",
};

function sentence(download: Download): string {
  switch (download.status) {
    case "queued":
      return words.download.queued;
    case "processing":
      return dotted(
        words.download.processing(download.doneFiles, download.totalFiles),
        download.totalBytes > 0 && words.download.bytes(download.doneBytes, download.totalBytes),
        download.estimatedSeconds !== undefined && words.download.left(download.estimatedSeconds),
      );
    case "completed":
      return dotted(
        download.size === undefined ? words.download.completedNoSize : words.download.completed(download.size),
        download.expiresAt !== undefined && words.download.expires(clockTime(download.expiresAt)),
      );
    case "failed":
      return download.error ? failure(download.error) : words.download.failed;
    case "cancelled":
      return words.download.cancelled;
    case "expired":
      return words.download.expired;
  }
}

type Failure = NonNullable<Download["error"]>;

const failure = ({ code, incidentId }: Failure) =>
  dotted(words.download.failures[code], incidentId !== undefined && words.gallery.incident(incidentId));

const dotted = (...parts: (string | false)[]) => parts.filter((part) => part !== false).join(" · ");
