import { Badge, toneOf } from "../base/Badge";
import { When } from "../base/When";
import { href } from "../place/place";
import { bytes, span, words } from "../strings";
import type { Found } from "./filter";

const said = words.downloads;

export function Facts({ found: { owner, download } }: { readonly found: Found }) {
  const { status, progress, doneFiles, totalFiles, estimatedSeconds, size, totalBytes, sha256 } = download;
  return (
    <dl className="facts">
      <dt>{said.state}</dt>
      <dd>
        <Badge tone={toneOf(status.toUpperCase())}>{words.downloadStatuses[status]}</Badge>{" "}
        <When time={download.updatedAt} />
      </dd>
      <dt>{said.id}</dt>
      <dd className="id">{download.jobId}</dd>
      <dt>{said.owner}</dt>
      <dd>
        <a href={href({ section: "downloads", query: { owner } })}>{owner}</a>
      </dd>
      <dt>{said.progress}</dt>
      <dd>
        {said.progressed(progress, doneFiles, totalFiles)}
        {estimatedSeconds !== undefined && `, ${said.left(span(estimatedSeconds))}`}
      </dd>
      <dt>{said.size}</dt>
      <dd>{bytes(size ?? totalBytes)}</dd>
      <dt>{said.variant}</dt>
      <dd>{said.variants[download.variant]}</dd>
      <dt>{said.created}</dt>
      <dd>
        <When time={download.createdAt} />
      </dd>
      <dt>{said.completed}</dt>
      <dd>
        <When time={download.completedAt} />
      </dd>
      <dt>{said.expires}</dt>
      <dd>
        <When time={download.expiresAt} />
      </dd>
      {sha256 !== undefined && (
        <>
          <dt>{said.sha256}</dt>
          <dd className="id">{sha256}</dd>
        </>
      )}
    </dl>
  );
}
