import type { Photo } from "@safelight/client";
import { memo, useId } from "react";
import { Bar } from "../base/Bar";
import { Button } from "../base/Button";
import { FileButton } from "../base/FileButton";
import { Icon, type IconName } from "../base/Icon";
import { Picture } from "../preview/Picture";
import { sayNotice, size, words } from "../strings";
import { useCountdown } from "./useCountdown";

interface QueueItemProps {
  readonly photo: Photo;
  readonly onRetry: (photo: Photo, file?: File) => void;
  readonly onCancel: (photo: Photo) => void;
}

export const QueueItem = memo(function QueueItem({ photo, onRetry, onCancel }: QueueItemProps) {
  const stateId = useId();
  return (
    <li className="queue-item" data-stage={photo.stage} data-key={photo.key}>
      <Picture photo={photo} alt="" className="queue-picture" />
      <div className="queue-text">
        <p className="queue-name">
          <bdi>{photo.name}</bdi>
        </p>
        <State photo={photo} id={stateId} />
        {photo.stage === "uploading" && (
          <Bar label={words.queue.progress(photo.name)} done={photo.progress} look="orange" thin />
        )}
        {photo.stage === "fileNeeded" && (
          <FileButton
            small
            aria-label={words.queue.chooseFor(photo.name)}
            aria-describedby={stateId}
            onFiles={([file]) => file && onRetry(photo, file)}
          >
            {words.queue.choose}
          </FileButton>
        )}
      </div>
      {canRetry(photo) && (
        <Button look="quiet" round aria-label={words.queue.retryOf(photo.name)} onClick={() => onRetry(photo)}>
          <Icon name="retry" size={18} />
        </Button>
      )}
      <Button
        look="quiet"
        round
        data-remove
        aria-label={words.queue.cancel(photo.name)}
        onClick={() => onCancel(photo)}
      >
        <Icon name="close" size={18} />
      </Button>
    </li>
  );
});

const canRetry = (photo: Photo) => photo.stage === "waiting" && photo.retryAt !== undefined;

function State({ photo, id }: { readonly photo: Photo; readonly id: string }) {
  const seconds = useCountdown(photo.retryAt);
  const [icon, text] = inWords(photo, seconds);
  return (
    <p className="queue-state" id={id}>
      {icon && <Icon name={icon} size={16} />}
      <span>{text}</span>
    </p>
  );
}

function inWords(photo: Photo, seconds: number | undefined): [IconName | undefined, string] {
  const notice = photo.notice && sayNotice(photo.notice);
  switch (photo.stage) {
    case "uploading":
      return [undefined, uploading(photo)];
    case "paused":
      return ["offline", words.queue.paused];
    case "fileNeeded": {
      const { title, advice } = notice ?? sayNotice(FILE_NEEDED);
      return ["info", `${title}. ${advice}`];
    }
    default: {
      const next = seconds === undefined ? words.queue.waiting : words.queue.again(seconds);
      return ["clock", notice ? `${notice.title}. ${next}` : next];
    }
  }
}

const FILE_NEEDED = { code: "FILE_NEEDED", title: "", advice: "" };

const uploading = ({ progress, bytes }: Photo) =>
  progress >= 1 ? words.queue.finishing : words.queue.uploading(progress, size(bytes));
