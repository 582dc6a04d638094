import type { Schemas } from "@safelight/client";
import { useState } from "react";
import { count, share, words } from "../strings";
import type { Story } from "./chapters";
import "./picture.css";

type Face = Schemas["Face"];

/** The photo with what was measured drawn on it, and said below it for whoever cannot see it. */
export function Picture({ story: { image, pictures } }: { readonly story: Story }) {
  // What cannot be shown, a format that this browser does not know, is left out.
  const [broken, setBroken] = useState<readonly string[]>([]);
  const shown = [pictures.normalized, pictures.original, pictures.thumbnail].find(
    (url) => url !== null && !broken.includes(withoutSignature(url)),
  );
  const faces = image.measurements?.faces ?? [];
  if (shown == null) return <p className="note">{words.photo.noPicture}</p>;
  return (
    <figure className="measured">
      <div className="measured-photo">
        <img
          key={withoutSignature(shown)}
          src={shown}
          alt={words.photo.alt(image.filename, faces.length)}
          onError={() => setBroken([...broken, withoutSignature(shown)])}
        />
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          {faces.map((face, index) => (
            <Marks key={index} face={face} />
          ))}
        </svg>
        {faces.map((face, index) => (
          <FaceLabel key={index} face={face} number={index + 1} alone={faces.length === 1} />
        ))}
        {image.measurements?.sharpness != null && (
          <span className="measured-sharpness">{words.photo.sharpnessShort(count(image.measurements.sharpness))}</span>
        )}
      </div>
      <figcaption className="note">{words.photo.drawn}</figcaption>
    </figure>
  );
}

/** A signed address is another each time; the picture is the same. */
const withoutSignature = (url: string) => url.split("?", 1)[0] ?? url;

function Marks({ face: { region, landmarks } }: { readonly face: Face }) {
  const box = { x: region.x * 100, y: region.y * 100, width: region.width * 100, height: region.height * 100 };
  return (
    <>
      <rect className="measured-under" {...box} />
      <rect className="measured-box" {...box} />
      {landmarks.map(({ x, y }, index) => (
        <path key={index} className="measured-point" d={`M${x * 100} ${y * 100}h0.01`} />
      ))}
    </>
  );
}

interface FaceLabelProps {
  readonly face: Face;
  readonly number: number;
  /** Where there are several, labels with figures would lie upon each other; the list below has them. */
  readonly alone: boolean;
}

function FaceLabel({ face: { region, confidence, sharpness }, number, alone }: FaceLabelProps) {
  return (
    <span
      className="measured-label"
      aria-hidden="true"
      style={{
        insetInlineStart: `${Math.max(0, region.x) * 100}%`,
        insetBlockStart: `${Math.min(0.92, Math.max(0, region.y + region.height)) * 100}%`,
      }}
    >
      {alone
        ? words.photo.faceShort(number, share(confidence), sharpness === null ? undefined : count(sharpness))
        : count(number)}
    </span>
  );
}
