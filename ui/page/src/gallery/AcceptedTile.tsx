import { memo } from "react";
import type { Photo } from "@safelight/client";
import { Icon } from "../base/Icon";
import { words } from "../strings";
import type { TileActions } from "./actions";
import { Reasons } from "./Reasons";
import { Tile } from "./Tile";

export const AcceptedTile = memo(function AcceptedTile({
  photo,
  onRemove,
}: { readonly photo: Photo } & Pick<TileActions, "onRemove">) {
  const warnings = photo.image?.warnings ?? [];
  const text = photo.image?.override ? words.gallery.acceptedByHand : words.gallery.acceptedState;
  return (
    <Tile photo={photo} state={{ icon: "check", text }} onRemove={onRemove}>
      {(whyId) =>
        warnings.length > 0 && (
          <div className="tile-note tile-note-amber">
            <p className="tile-note-head">
              <Icon name="info" size={16} />
              {words.gallery.warning}
            </p>
            <Reasons id={whyId} reasons={warnings} />
          </div>
        )
      }
    </Tile>
  );
});

export const CheckingTile = memo(function CheckingTile({
  photo,
  onRemove,
}: { readonly photo: Photo } & Pick<TileActions, "onRemove">) {
  return <Tile photo={photo} state={{ icon: "spinner", text: words.gallery.checkingState }} onRemove={onRemove} />;
});
