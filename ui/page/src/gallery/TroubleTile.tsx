import { memo } from "react";
import type { Photo } from "@safelight/client";
import { Button } from "../base/Button";
import { FileButton } from "../base/FileButton";
import { Icon } from "../base/Icon";
import { sayNotice, words } from "../strings";
import type { TileActions } from "./actions";
import { Tile } from "./Tile";

interface TroubleTileProps extends Pick<TileActions, "onRemove" | "onRetry"> {
  readonly photo: Photo;
}

/** One that did not arrive as promised. */
export const FailedTile = memo(function FailedTile({ photo, onRemove, onRetry }: TroubleTileProps) {
  const notice = photo.notice ?? photo.image?.fault;
  const said = notice && sayNotice(notice);
  const isNoPhoto = photo.image?.fault?.code === "TYPE_MISMATCH"; // and will be none the next time
  return (
    <Tile photo={photo} state={{ icon: "warn", text: words.gallery.failedState }} onRemove={onRemove}>
      {(whyId) => (
        <>
          <div className="reasons" id={whyId}>
            {said && <p className="reason-title">{said.title}</p>}
            {said && <p>{said.advice}</p>}
            {photo.notice?.reference && (
              <p className="tile-incident">{words.gallery.reference(photo.notice.reference)}</p>
            )}
          </div>
          <div className="tile-actions">
            {photo.file && !isNoPhoto ? (
              <Retry photo={photo} whyId={whyId} onRetry={onRetry} />
            ) : (
              <FileButton
                small
                aria-label={words.gallery.chooseFor(photo.name)}
                aria-describedby={whyId}
                onFiles={([file]) => file && onRetry(photo, file)}
              >
                {words.gallery.choose}
              </FileButton>
            )}
          </div>
        </>
      )}
    </Tile>
  );
});

/** One that we failed, with the number that support wants to know. */
export const ErrorTile = memo(function ErrorTile({ photo, onRemove, onRetry }: TroubleTileProps) {
  return (
    <Tile photo={photo} state={{ icon: "warn", text: words.gallery.errorState }} onRemove={onRemove}>
      {(whyId) => (
        <>
          <div className="reasons" id={whyId}>
            <p>{words.gallery.errorAdvice}</p>
            {photo.image?.incidentId && (
              <p className="tile-incident">{words.gallery.incident(photo.image.incidentId)}</p>
            )}
          </div>
          <div className="tile-actions">
            <Retry photo={photo} whyId={whyId} onRetry={onRetry} />
          </div>
        </>
      )}
    </Tile>
  );
});

function Retry({ photo, whyId, onRetry }: Omit<TroubleTileProps, "onRemove"> & { readonly whyId: string }) {
  return (
    <Button
      small
      aria-label={words.gallery.retryOf(photo.name)}
      aria-describedby={whyId}
      onClick={() => onRetry(photo)}
    >
      <Icon name="retry" size={16} />
      {words.gallery.retry}
    </Button>
  );
}
