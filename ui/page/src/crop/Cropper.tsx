import type { Region } from "@safelight/client";
import { useCallback, useMemo, useRef, useState, type CSSProperties } from "react";
import { Button } from "../base/Button";
import { words } from "../strings";
import { cut } from "./cut";
import {
  aspectFor,
  begin,
  box,
  closest,
  faceShare,
  holds,
  settle,
  touches,
  type Box,
  type Size,
  type View,
} from "./geometry";
import { useGestures, type Move } from "./useGestures";

interface CropperProps {
  readonly image: HTMLImageElement;
  readonly name: string;
  /** The largest first: that is whom the photo shows. */
  readonly faces: readonly Region[];
  /** In percent of the shorter side. */
  readonly minFace: number | undefined;
  readonly minShorterSide: number | undefined;
  readonly onSave: (file: File) => void;
  readonly onClose: () => void;
}

export function Cropper({ image, name, faces, minFace, minShorterSide, onSave, onClose }: CropperProps) {
  const photo = useMemo(() => ({ width: image.naturalWidth, height: image.naturalHeight }), [image]);
  const aspect = aspectFor(photo, minShorterSide ?? 1);
  const maxZoom = closest(photo, aspect, minShorterSide ?? 1);
  const [view, setView] = useState<View>(() => begin(photo, aspect, faces[0], maxZoom));
  const [state, setState] = useState<"open" | "saving" | "failed">("open");
  const area = useRef<HTMLDivElement>(null);
  const move = useCallback(
    ({ x = 0, y = 0, zoom = 1 }: Move) =>
      setView((now) => {
        const { width } = box(photo, now);
        return settle(photo, { ...now, x: now.x + x * width, y: now.y + y * width, zoom: now.zoom * zoom }, maxZoom);
      }),
    [photo, maxZoom],
  );
  const gestures = useGestures(area, move);
  const kept = box(photo, view);
  const save = () => {
    setState("saving");
    cut(image, kept, name).then(onSave, (failure: unknown) => {
      console.warn("The crop could not be made:", failure);
      setState("failed");
    });
  };
  return (
    <>
      <p className="crop-hint" id="crop-hint">
        {words.crop.hint}
      </p>
      <div
        ref={area}
        className="crop-area"
        role="application"
        tabIndex={0}
        aria-label={words.crop.area}
        style={{ "--aspect": aspect } as CSSProperties}
        {...gestures}
      >
        <img src={image.src} alt="" draggable={false} style={place(photo, kept)} />
        <div className="crop-thirds" />
      </div>
      <Zoom
        zoom={view.zoom}
        maxZoom={maxZoom}
        onZoom={(zoom) => setView((now) => settle(photo, { ...now, zoom }, maxZoom))}
      />
      <p className="crop-said" role="status">
        {state === "failed" ? words.trouble.failed : advice(photo, kept, view.zoom >= maxZoom, faces, minFace)}
      </p>
      <p className="crop-pixels">{words.crop.pixels(Math.round(kept.width), Math.round(kept.height))}</p>
      <div className="crop-foot">
        <Button onClick={onClose}>{words.crop.cancel}</Button>
        <Button look="strong" disabled={state === "saving"} onClick={save}>
          {state === "saving" ? words.crop.saving : words.crop.save}
        </Button>
      </div>
    </>
  );
}

interface ZoomProps {
  readonly zoom: number;
  readonly maxZoom: number;
  readonly onZoom: (zoom: number) => void;
}

function Zoom({ zoom, maxZoom, onZoom }: ZoomProps) {
  return (
    <label className="crop-zoom">
      {words.crop.zoom}
      <input
        type="range"
        min={1}
        max={maxZoom}
        step={0.01}
        value={zoom}
        disabled={maxZoom === 1}
        onChange={(event) => onZoom(Number(event.target.value))}
      />
    </label>
  );
}

const place = (photo: Size, kept: Box): CSSProperties => ({
  width: `${(photo.width / kept.width) * 100}%`,
  height: `${(photo.height / kept.height) * 100}%`,
  left: `${(-kept.x / kept.width) * 100}%`,
  top: `${(-kept.y / kept.height) * 100}%`,
});

/** What the server will say of the faces, as far as it can be told here. */
function advice(
  photo: Size,
  kept: Box,
  atClosest: boolean,
  [face, ...others]: readonly Region[],
  minFace: number | undefined,
): string {
  const tooFew = atClosest ? words.crop.limitReached : "";
  if (!face) return tooFew;
  if (!holds(photo, kept, face)) return words.crop.outside;
  if (others.some((other) => touches(photo, kept, other))) return words.crop.others;
  if (minFace === undefined) return tooFew;
  const share = Math.round(faceShare(photo, kept, face));
  return share < minFace && atClosest ? tooFew : words.crop.face(share, minFace);
}
