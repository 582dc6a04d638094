import { Button } from "../../base/Button";
import { useActions } from "../actions/useActions";
import { Asking } from "../base/Asking";
import { Badge } from "../base/Badge";
import { Table, type Column } from "../base/Table";
import { Trace } from "../base/Trace";
import { When } from "../base/When";
import { href } from "../place/place";
import { count, words } from "../strings";
import { placeOf, type Example, type Group } from "./group";

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

interface StoppedProps {
  readonly group: Group;
  readonly onRetry: () => void;
}

/** What waits for an operator. A download does not: it is asked for anew by whoever wants it. */
function Stopped({ group: { kind, message, stopped, retrying }, onRetry }: StoppedProps) {
  if (stopped === 0) return <Badge tone="busy">{said.retrying(retrying)}</Badge>;
  return (
    <>
      <Badge tone="bad">{kind === "build" ? said.ended(stopped) : said.waiting(stopped)}</Badge>
      {retrying > 0 && <p className="note">{said.retrying(retrying)}</p>}
      {kind !== "build" && (
        <div className="error-actions">
          <Button small onClick={onRetry}>
            {words.actions.names.retry}
            <span className="unseen">{message}</span>
          </Button>
        </div>
      )}
    </>
  );
}

interface ErrorTableProps {
  readonly groups: readonly Group[];
  /** How far back was looked. */
  readonly hours: number;
}

export function ErrorTable({ groups, hours }: ErrorTableProps) {
  const wishOf = useActions();
  return (
    <Asking label={said.heading}>
      {(ask) => {
        const state: Column<Group> = {
          name: said.stopped,
          cell: (group) => {
            const { fingerprint, stopped } = group;
            return <Stopped group={group} onRetry={() => ask(wishOf("retry", { fingerprint, stopped, hours }))} />;
          },
        };
        return (
          <Table
            label={said.heading}
            columns={[...columns, state]}
            rows={groups}
            keyOf={({ fingerprint }) => fingerprint}
            empty={said.none}
          />
        );
      }}
    </Asking>
  );
}
