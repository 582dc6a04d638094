import type { Photo, Reason } from "@safelight/client";
import { Dialog } from "../base/Dialog";
import { words } from "../strings";
import { Two } from "./Pair";
import { Reasons } from "./Reasons";

interface CompareDialogProps {
  readonly photo: Photo;
  readonly other: Photo;
  readonly onClose: () => void;
}

export function CompareDialog({ photo, other, onClose }: CompareDialogProps) {
  return (
    <Dialog heading={words.gallery.compareHeading} wide onClose={onClose}>
      <div className="pair pair-large">
        <Two photo={photo} other={other} />
      </div>
      <Reasons id="compare-why" reasons={(photo.image?.reasons ?? []).filter(isAboutLikeness)} />
    </Dialog>
  );
}

const isAboutLikeness = ({ code }: Reason) => code === "DUPLICATE" || code === "TOO_SIMILAR";
