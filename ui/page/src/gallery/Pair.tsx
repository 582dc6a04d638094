import type { Photo } from "@safelight/client";
import { Picture } from "../preview/Picture";
import { words } from "../strings";
import type { TileActions } from "./actions";

interface PairProps extends Pick<TileActions, "onCompare"> {
  readonly photo: Photo;
  readonly other: Photo | undefined;
}

/** Two photos that are alike, side by side; larger ones on demand. */
export function Pair({ photo, other, onCompare }: PairProps) {
  if (!other) return <p className="pair-gone">{words.gallery.otherGone}</p>;
  return (
    <button type="button" className="pair" onClick={() => onCompare(photo, other)}>
      <span className="unseen">{words.gallery.compareOf(photo.name)}</span>
      <Two photo={photo} other={other} />
    </button>
  );
}

export function Two({ photo, other }: { readonly photo: Photo; readonly other: Photo }) {
  return (
    <>
      <span className="pair-one">
        <Picture photo={photo} alt="" />
        <span>{words.gallery.this}</span>
      </span>
      <span className="pair-one">
        <Picture photo={other} alt="" />
        <span>{words.gallery.other}</span>
      </span>
    </>
  );
}
