import type { Photo, Region } from "@safelight/client";
import { useState, type CSSProperties } from "react";
import { Icon } from "../base/Icon";
import { usePreview } from "./PreviewProvider";
import { useServerPicture } from "./useServerPicture";
import "./picture.css";

interface PictureProps {
  readonly photo: Photo;
  /** Empty where its name stands beside it. */
  readonly alt: string;
  /** Width by height of the frame that it fills. */
  readonly frame?: number;
  /** What to mark, and to keep in sight where the frame cuts something off. */
  readonly region?: Region | undefined;
  readonly className?: string;
}

/** The photo as this browser or the server knows it, whichever comes first; a quiet icon where neither does. */
export function Picture({ photo, alt, frame = 4 / 5, region, className = "" }: PictureProps) {
  const { src, pending, onError } = useSource(photo);
  const [ratio, setRatio] = useState<number>();
  const shape = ratio === undefined ? "" : ratio > frame ? "picture-wide" : "picture-tall";
  return (
    <span className={`picture ${shape} ${pending && !src ? "picture-loading" : ""} ${className}`}>
      {src ? (
        <span className="picture-frame" style={frameStyle(ratio ?? frame, frame, region)}>
          <img
            key={src}
            src={src}
            alt={alt}
            decoding="async"
            draggable={false}
            onLoad={({ currentTarget }) => setRatio(currentTarget.naturalWidth / currentTarget.naturalHeight)}
            onError={onError}
          />
          {region && ratio !== undefined && <span className="picture-region" style={regionStyle(region)} />}
        </span>
      ) : (
        !pending && <Icon name="image" size={28} />
      )}
    </span>
  );
}

function useSource(photo: Photo) {
  const [broken, setBroken] = useState<string>();
  const thumbnail = photo.image?.links["thumbnail"];
  const server = useServerPicture(thumbnail);
  const usable = server !== undefined && server !== broken ? server : undefined;
  const local = usePreview(photo, usable === undefined);
  const src = local?.state === "ready" ? local.url : usable;
  const pending =
    local?.state === "waiting" || (local === undefined && photo.file !== undefined) || photo.stage === "checking";
  return { src, pending, onError: () => setBroken(src) };
}

/** Where the frame cuts something off it does so around the middle of the region. */
function frameStyle(ratio: number, frame: number, region: Region | undefined): CSSProperties {
  const focus = (start: number, length: number, shown: number) =>
    shown >= 1 ? 50 : Math.min(100, Math.max(0, ((start + length / 2 - shown / 2) / (1 - shown)) * 100));
  return {
    "--ratio": ratio,
    "--left": region ? focus(region.x, region.width, frame / ratio) : 50,
    "--top": region ? focus(region.y, region.height, ratio / frame) : 30,
  } as CSSProperties;
}

const regionStyle = ({ x, y, width, height }: Region) =>
  ({ "--x": x, "--y": y, "--w": width, "--h": height }) as CSSProperties;
