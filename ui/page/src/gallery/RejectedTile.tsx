import { memo } from "react";
import type { Photo } from "@safelight/client";
import { Button } from "../base/Button";
import { FileButton } from "../base/FileButton";
import { Icon } from "../base/Icon";
import { words } from "../strings";
import type { TileActions } from "./actions";
import { Pair } from "./Pair";
import { Reasons } from "./Reasons";
import { Tile } from "./Tile";

interface RejectedTileProps extends TileActions {
  readonly photo: Photo;
  readonly accept: string | undefined;
  /** The one that it is like; absent also when that is gone. */
  readonly other: Photo | undefined;
}

export const RejectedTile = memo(function RejectedTile({ photo, accept, other, ...actions }: RejectedTileProps) {
  const reasons = photo.image?.reasons ?? [];
  return (
    <Tile photo={photo} state={{ icon: "warn", text: words.gallery.rejectedState }} onRemove={actions.onRemove}>
      {(whyId) => (
        <>
          <Reasons id={whyId} reasons={reasons} />
          {isLikeAnother(photo) && <Pair photo={photo} other={other} onCompare={actions.onCompare} />}
          <div className="tile-actions">
            {canCrop(photo) && (
              <Button
                small
                aria-label={words.gallery.cropOf(photo.name)}
                aria-describedby={whyId}
                onClick={() => actions.onCrop(photo)}
              >
                <Icon name="crop" size={16} />
                {words.gallery.crop}
              </Button>
            )}
            <FileButton
              small
              accept={accept}
              aria-label={words.gallery.againFor(photo.name)}
              aria-describedby={whyId}
              onFiles={([file]) => file && actions.onReplace(photo, file)}
            >
              <Icon name="swap" size={16} />
              {words.gallery.again}
            </FileButton>
          </div>
        </>
      )}
    </Tile>
  );
});

const isLikeAnother = ({ image }: Photo) =>
  image?.duplicateOf !== undefined || (image?.reasons.some((reason) => reason.imageId !== undefined) ?? false);

/** What a closer cut can mend. */
const canCrop = ({ image }: Photo) =>
  image?.reasons.some(({ code }) => code === "FACE_TOO_SMALL" || code === "MULTIPLE_FACES") ?? false;
