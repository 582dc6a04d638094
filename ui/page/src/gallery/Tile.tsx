import type { Photo } from "@safelight/client";
import { useId, type ReactNode } from "react";
import { Button } from "../base/Button";
import { Icon, type IconName } from "../base/Icon";
import { Picture } from "../preview/Picture";
import { words } from "../strings";
import "./tile.css";

interface TileProps {
  readonly photo: Photo;
  readonly state: { readonly icon: IconName | "spinner"; readonly text: string };
  readonly onRemove: (photo: Photo) => void;
  /** Gets the id under which the tile says why it is where it is. */
  readonly children?: (whyId: string) => ReactNode;
}

/** One photo of the gallery: its picture, how it stands, and what is to be said and done about it. */
export function Tile({ photo, state, onRemove, children }: TileProps) {
  const id = useId();
  const said = children?.(`${id}-why`);
  const region = photo.image?.reasons.find((reason) => reason.region)?.region;
  return (
    <li className={`tile tile-${photo.stage}`} data-stage={photo.stage} data-key={photo.key}>
      <div
        className="tile-frame"
        role="group"
        aria-labelledby={`${id}-name ${id}-state`}
        aria-describedby={said ? `${id}-why` : undefined}
      >
        <Picture
          photo={photo}
          alt=""
          region={photo.stage === "rejected" ? region : undefined}
          className="tile-picture"
        />
        <span className="tile-state" id={`${id}-state`}>
          {state.icon === "spinner" ? <span className="spinner" /> : <Icon name={state.icon} size={14} />}
          {state.text}
        </span>
        <Button
          round
          data-remove
          className="tile-delete"
          aria-label={words.gallery.delete(photo.name)}
          onClick={() => onRemove(photo)}
        >
          <Icon name="trash" size={18} />
        </Button>
      </div>
      <p className="tile-name" id={`${id}-name`}>
        <bdi>{photo.name}</bdi>
      </p>
      {said}
    </li>
  );
}
