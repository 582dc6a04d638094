import { Badge, toneOf } from "../base/Badge";
import { When } from "../base/When";
import { href } from "../place/place";
import { bytes, count, words } from "../strings";
import type { Story } from "./chapters";

export function Facts({ story: { image, owner, state, incident, twin } }: { readonly story: Story }) {
  const said = words.photo;
  return (
    <dl className="facts">
      <dt>{said.state}</dt>
      <dd>
        <Badge tone={toneOf(image.status)}>{words.statuses[image.status]}</Badge> <When time={state.since} />
      </dd>
      <dt>{said.file}</dt>
      <dd>{image.filename}</dd>
      <dt>{said.id}</dt>
      <dd className="id">{image.imageId}</dd>
      <dt>{said.number}</dt>
      <dd>{image.fileId}</dd>
      <dt>{said.owner}</dt>
      <dd>
        <a href={href({ section: "images", query: { owner } })}>{owner}</a>
      </dd>
      <dt>{said.set}</dt>
      <dd>{image.setId}</dd>
      <dt>{said.format}</dt>
      <dd>{`${image.format}, ${bytes(image.bytes)}${image.width === null ? "" : `, ${image.width} × ${image.height ?? ""} px`}`}</dd>
      <dt>{said.due}</dt>
      <dd>
        <When time={state.dueAt} />
      </dd>
      <dt>{said.attempts}</dt>
      <dd>{said.tries(count(state.attempts), count(state.looks), count(state.chapter))}</dd>
      <dt>{said.lease}</dt>
      <dd>
        {state.lease ? (
          <>
            <span className="id">{state.lease.worker}</span>, {said.until} <When time={state.lease.until} />
          </>
        ) : (
          "–"
        )}
      </dd>
      {incident && (
        <>
          <dt>{said.incident}</dt>
          <dd>
            <span className="id">{incident.id}</span> {incident.summary}
          </dd>
        </>
      )}
      {state.override && (
        <>
          <dt>{said.overruled}</dt>
          <dd>{`${state.override.operator}: ${state.override.reason}`}</dd>
        </>
      )}
      {twin && (
        <>
          <dt>{said.twin}</dt>
          <dd>
            <a className="id" href={href({ section: "images", id: twin.imageId })}>
              {twin.imageId}
            </a>
          </dd>
        </>
      )}
      <dt>{said.objectKey}</dt>
      <dd className="id">{state.objectKey}</dd>
      <dt>{said.policy}</dt>
      <dd className="id">{image.policyVersion ?? "–"}</dd>
      <Reasons reasons={image.reasons} />
    </dl>
  );
}

function Reasons({ reasons }: { readonly reasons: Story["image"]["reasons"] }) {
  return reasons.map(({ code, title, measured, limit, unit }) => (
    <div key={code} className="facts-row">
      <dt className="id">{code}</dt>
      <dd>{words.photo.reason(title, `${measured} ${unit}`, limit === null ? undefined : `${limit} ${unit}`)}</dd>
    </div>
  ));
}
