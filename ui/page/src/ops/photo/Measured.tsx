import type { Schemas } from "@safelight/client";
import { count, share, words } from "../strings";

/** The same figures in words. */
export function Measured({ measurements }: { readonly measurements: Schemas["Measurements"] | null }) {
  const said = words.photo;
  if (!measurements) return <p className="note">{said.notMeasured}</p>;
  const { sharpness, exposure, faces, megapixels, shorterSide, defect } = measurements;
  const number = (value: number | null) => (value === null ? "–" : count(value));
  return (
    <dl className="facts">
      <dt>{said.sharpness}</dt>
      <dd>{sharpness === null ? "–" : said.of100(count(sharpness))}</dd>
      <dt>{said.exposure}</dt>
      <dd>
        {exposure ? said.exposed(count(exposure.shadows), count(exposure.mean), count(exposure.highlights)) : "–"}
      </dd>
      <dt>{said.shorterSide}</dt>
      <dd>{said.pixels(number(shorterSide), number(megapixels))}</dd>
      <dt>{said.faces}</dt>
      <dd>
        {faces === null ? (
          said.notLooked
        ) : (
          <ol>
            {faces.map((face, index) => (
              <li key={index}>
                {said.face(
                  index + 1,
                  share(face.confidence),
                  face.sharpness === null ? "–" : count(face.sharpness),
                  count(face.yaw),
                  share(face.eyesVisible),
                )}
              </li>
            ))}
            {faces.length === 0 && <li>{said.noFaces}</li>}
          </ol>
        )}
      </dd>
      {defect !== null && (
        <>
          <dt>{said.defect}</dt>
          <dd>{defect}</dd>
        </>
      )}
    </dl>
  );
}
