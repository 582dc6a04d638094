import type { Photo, Policy, Region } from "@safelight/client";
import { useEffect, useState } from "react";
import { Button } from "../base/Button";
import { Dialog } from "../base/Dialog";
import { useShown } from "../preview/PreviewProvider";
import { words } from "../strings";
import { Cropper } from "./Cropper";
import { openPhoto, type Source } from "./source";
import "./crop.css";

interface CropDialogProps {
  readonly photo: Photo;
  readonly policy: Policy | undefined;
  readonly onSave: (file: File) => void;
  readonly onClose: () => void;
}

/** Cuts a photo down to the one face that counts. Loaded when it is wanted. */
export default function CropDialog({ photo, policy, onSave, onClose }: CropDialogProps) {
  const { source, failed } = useSource(photo);
  return (
    <Dialog heading={words.crop.heading} onClose={onClose}>
      {source ? (
        <Cropper
          image={source.image}
          name={words.crop.fileName(photo.name)}
          faces={largestFirst(photo)}
          minFace={limit(policy, "FACE_TOO_SMALL")}
          minShorterSide={limit(policy, "RESOLUTION_TOO_LOW")}
          onSave={onSave}
          onClose={onClose}
        />
      ) : (
        <>
          <div className={failed ? "crop-area crop-failed" : "crop-area picture-loading"}>
            <p role="status">{failed ? words.crop.failed : words.crop.loading}</p>
          </div>
          <div className="crop-foot">
            <Button onClick={onClose}>{words.crop.cancel}</Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

function useSource(photo: Photo) {
  const { token } = useShown();
  const [source, setSource] = useState<Source>();
  const [failed, setFailed] = useState(false);
  // The photo as it was when the dialog opened: its verdict may be told again while somebody crops.
  const [first] = useState(photo);
  useEffect(() => {
    const stop = new AbortController();
    let opened: Source | undefined;
    openPhoto(first, token, stop.signal).then(
      (ready) => {
        if (stop.signal.aborted) ready.release();
        else setSource((opened = ready));
      },
      (failure: unknown) => {
        if (stop.signal.aborted) return;
        console.warn("The photo could not be opened for cropping:", failure);
        setFailed(true);
      },
    );
    return () => {
      stop.abort();
      opened?.release();
    };
  }, [first, token]);
  return { source, failed };
}

function largestFirst({ image }: Photo): readonly Region[] {
  const area = ({ width, height }: Region) => width * height;
  const faces = image?.measurements?.faces?.map(({ region }) => region) ?? [];
  return faces.toSorted((one, other) => area(other) - area(one));
}

function limit(policy: Policy | undefined, code: Policy["rules"][number]["code"]): number | undefined {
  const rule = policy?.rules.find((one) => one.code === code && one.severity !== "off");
  return typeof rule?.limit === "number" ? rule.limit : undefined;
}
