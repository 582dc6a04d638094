import type { Photo, Stage } from "@safelight/client";
import { useMemo, type ReactNode } from "react";
import { words } from "../strings";
import { AcceptedTile, CheckingTile } from "./AcceptedTile";
import type { TileActions } from "./actions";
import { Empty, Loading } from "./Empty";
import { Panel } from "./Panel";
import { RejectedTile } from "./RejectedTile";
import { ErrorTile, FailedTile } from "./TroubleTile";
import "./gallery.css";

interface GalleryProps extends TileActions {
  /** All of the set; those still on their way are left out here. */
  readonly photos: readonly Photo[];
  readonly loaded: boolean;
  /** For the file dialog of "try another photo". */
  readonly accept: string | undefined;
  /** Stands below the accepted ones. */
  readonly children?: ReactNode;
}

export function Gallery({ photos, loaded, accept, children, ...actions }: GalleryProps) {
  const of = (stage: Stage) => photos.filter((photo) => photo.stage === stage);
  const byImageId = useMemo(() => new Map(photos.map((photo) => [photo.imageId, photo])), [photos]);
  const [checking, accepted, rejected, failed, error] = [
    of("checking"),
    of("accepted"),
    of("rejected"),
    of("failed"),
    of("error"),
  ];
  const none = checking.length + accepted.length + rejected.length + failed.length + error.length === 0;
  if (!loaded && none) return <Loading />;
  return (
    <>
      {none && <Empty />}
      <Panel id="checking" look="plain" heading={words.gallery.checking(checking.length)} photos={checking}>
        {(photo) => <CheckingTile key={photo.key} photo={photo} onRemove={actions.onRemove} />}
      </Panel>
      <Panel
        id="accepted"
        look="green"
        heading={words.gallery.accepted}
        hint={words.gallery.acceptedHint}
        photos={accepted}
      >
        {(photo) => <AcceptedTile key={photo.key} photo={photo} onRemove={actions.onRemove} />}
      </Panel>
      {children}
      <Panel
        id="rejected"
        look="rose"
        heading={words.gallery.rejected}
        hint={words.gallery.rejectedHint}
        photos={rejected}
      >
        {(photo) => (
          <RejectedTile
            key={photo.key}
            photo={photo}
            accept={accept}
            other={byImageId.get(likeOf(photo))}
            {...actions}
          />
        )}
      </Panel>
      <Panel id="failed" look="rose" heading={words.gallery.failed} hint={words.gallery.failedHint} photos={failed}>
        {(photo) => <FailedTile key={photo.key} photo={photo} onRemove={actions.onRemove} onRetry={actions.onRetry} />}
      </Panel>
      <Panel id="error" look="plain" heading={words.gallery.error} hint={words.gallery.errorHint} photos={error}>
        {(photo) => <ErrorTile key={photo.key} photo={photo} onRemove={actions.onRemove} onRetry={actions.onRetry} />}
      </Panel>
    </>
  );
}

/** Never undefined: photos without an image are no one's like. */
const likeOf = ({ image }: Photo) =>
  image?.duplicateOf ?? image?.reasons.find((reason) => reason.imageId !== undefined)?.imageId ?? "";
