import type { Schemas } from "@safelight/client";
import { Table, type Column } from "../base/Table";
import { href } from "../place/place";
import { count, words } from "../strings";

type Row = readonly [code: string, images: number];

const columns: readonly Column<Row>[] = [
  { name: words.policy.reason, cell: ([code]) => <span className="id">{code}</span> },
  { name: words.policy.count, number: true, cell: ([, images]) => count(images) },
];

export function Outcome({ reply }: { readonly reply: Schemas["DryRunReply"] }) {
  const reasons = Object.entries(reply.reasons).sort(([, a], [, b]) => b - a);
  return (
    <div role="status">
      <h3>{words.policy.result}</h3>
      <p>{reply.judged === 0 ? words.policy.none : words.policy.resultText(reply.judged, reply.policyVersion)}</p>
      <dl className="facts">
        <dt>{words.policy.acceptedNow}</dt>
        <dd>{count(reply.accepted)}</dd>
        <dt>{words.policy.acceptedThen}</dt>
        <dd>{count(reply.wouldBeAccepted)}</dd>
        <dt>{words.policy.newlyRejected}</dt>
        <dd>{count(reply.newlyRejected)}</dd>
        <dt>{words.policy.newlyAccepted}</dt>
        <dd>{count(reply.newlyAccepted)}</dd>
      </dl>
      {reasons.length > 0 && (
        <>
          <h3>{words.policy.reasons}</h3>
          <Table label={words.policy.reasons} columns={columns} rows={reasons} keyOf={([code]) => code} empty="" />
        </>
      )}
      {reply.examples.length > 0 && (
        <>
          <h3>{words.policy.examples}</h3>
          <ul>
            {reply.examples.map((id) => (
              <li key={id}>
                <a className="id" href={href({ section: "images", id })}>
                  {id}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
