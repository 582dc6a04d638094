import type { Schemas } from "@safelight/client";
import { Badge } from "../base/Badge";
import { ChoiceField } from "../base/Fields";
import { Paged } from "../base/Paged";
import { Panel } from "../base/Panel";
import { Table, type Column } from "../base/Table";
import { Trace } from "../base/Trace";
import { answer, useOperator } from "../operator/operator";
import { usePages } from "../operator/usePages";
import { href } from "../place/place";
import { goInstead, usePlace } from "../place/usePlace";
import { count, exactTime, words } from "../strings";
import { meantBy } from "./meant";

type Deed = Schemas["OpsAuditPage"]["items"][number];

const said = words.audit;
const DEEDS = Object.keys(said.deeds) as Schemas["OpsDeed"][];
const choices = DEEDS.map((deed) => [deed, said.deeds[deed]] as const);

function Meant({ deed }: { readonly deed: Deed }) {
  const { said, place } = meantBy(deed);
  return place ? <a href={href(place)}>{said}</a> : said;
}

const columns: readonly Column<Deed>[] = [
  { name: said.at, cell: ({ at }) => <time dateTime={at}>{exactTime(at)}</time> },
  {
    name: said.operator,
    cell: ({ operator, operatorKey }) => (
      <>
        <strong>{operator}</strong>
        {operatorKey !== null && <p className="id">{said.byKey(operatorKey)}</p>}
      </>
    ),
  },
  { name: said.action, cell: ({ action }) => <span className="whole">{said.deed(action)}</span> },
  { name: said.selection, cell: (deed) => <Meant deed={deed} /> },
  { name: said.reason, cell: ({ reason }) => reason || "–" },
  { name: said.done, number: true, cell: ({ done }) => count(done) },
  { name: said.unchanged, number: true, cell: ({ unchanged }) => count(unchanged) },
  {
    name: said.finished,
    cell: ({ finishedAt }) =>
      finishedAt === null ? <Badge tone="warn">{said.isNot}</Badge> : <Badge tone="good">{said.is}</Badge>,
  },
  { name: said.trace, cell: ({ traceId }) => <Trace traceId={traceId} /> },
];

/** Who did what, and why: written down before it is done. */
export function Audit() {
  const { client } = useOperator();
  const { query: place } = usePlace();
  const action = DEEDS.find((known) => known === place["action"]);
  const deeds = usePages(["audit", action], ({ query, signal }) =>
    answer(client.once.GET("/v1/ops/audit", { params: { query: { ...query, ...(action && { action }) } }, signal })),
  );
  return (
    <Panel heading={said.heading}>
      <p className="note">{said.note}</p>
      <div className="filter">
        <ChoiceField
          label={said.action}
          value={action ?? ""}
          choices={choices}
          onChange={(chosen) => goInstead({ section: "audit", query: { action: chosen } })}
        />
      </div>
      <Paged pages={deeds}>
        {(items) => (
          <Table
            label={said.heading}
            columns={columns}
            rows={items}
            keyOf={({ auditId }) => auditId}
            empty={said.none}
          />
        )}
      </Paged>
    </Panel>
  );
}
