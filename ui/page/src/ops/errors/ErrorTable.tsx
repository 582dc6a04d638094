import { ActionButtons } from "../actions/ActionButtons";
import { Badge } from "../base/Badge";
import { Table, type Column } from "../base/Table";
import { Trace } from "../base/Trace";
import { When } from "../base/When";
import { href } from "../place/place";
import { count, words } from "../strings";
import { placeOf, stoppedOf, type Example, type Group } from "./group";

const said = words.errors;

const columns: readonly Column<Group>[] = [
  {
    name: said.message,
    cell: ({ message, kind, code }) => (
      <>
        <strong>{message}</strong>
        <p className="note">
          <span className="id">{code}</span> {said.codes[code]}. {words.queues.kinds[kind]}.
        </p>
      </>
    ),
  },
  { name: said.count, number: true, cell: (group) => count(group.count) },
  { name: said.last, cell: ({ lastAt }) => <When time={lastAt} /> },
  { name: said.first, cell: ({ firstAt }) => <When time={firstAt} /> },
  { name: said.examples, cell: ({ examples }) => <Examples examples={examples} /> },
  { name: said.trace, cell: ({ lastTraceId }) => <Trace traceId={lastTraceId} /> },
  { name: said.stopped, cell: (group) => <Stopped group={group} /> },
];

function Examples({ examples }: { readonly examples: readonly Example[] }) {
  return (
    <ul>
      {examples.map((example) => (
        <li key={example.imageId ?? example.downloadId}>
          <a className="id" href={href(placeOf(example))} title={example.message}>
            {example.imageId ?? said.download(example.downloadId ?? "")}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** What waits for an operator, and what can be done about it from here. */
function Stopped({ group }: { readonly group: Group }) {
  if (group.stopped === 0) return <Badge tone="busy">{said.retrying(group.retrying)}</Badge>;
  const target = stoppedOf(group);
  return (
    <>
      <Badge tone="bad">{said.waiting(group.stopped)}</Badge>
      {group.retrying > 0 && <p className="note">{said.retrying(group.retrying)}</p>}
      {group.kind !== "build" && (
        <div className="error-actions">
          {target ? (
            <ActionButtons target={target} shown={["retry"]} />
          ) : (
            <a href={href({ section: "images", query: { status: "ERROR" } })}>{said.toImages}</a>
          )}
        </div>
      )}
    </>
  );
}

export function ErrorTable({ groups }: { readonly groups: readonly Group[] }) {
  return (
    <Table
      label={said.heading}
      columns={columns}
      rows={groups}
      keyOf={({ fingerprint }) => fingerprint}
      empty={said.none}
    />
  );
}
