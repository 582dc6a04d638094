import type { Schemas } from "@safelight/client";
import { Badge } from "../base/Badge";
import { Panel } from "../base/Panel";
import { Table, type Column } from "../base/Table";
import { useNow } from "../base/useNow";
import { When } from "../base/When";
import { href } from "../place/place";
import { count, words } from "../strings";

type Worker = Schemas["OpsOverview"]["workers"][number];
type Held = Schemas["OpsHeld"] & { readonly worker: string };

function Lease({ until }: { readonly until: string }) {
  const isOver = useNow() > Date.parse(until);
  return isOver ? <Badge tone="bad">{words.overview.leaseOver}</Badge> : <When time={until} />;
}

const columns: readonly Column<Held>[] = [
  { name: words.overview.worker, cell: ({ worker }) => <span className="id">{worker}</span> },
  {
    name: words.overview.holds,
    cell: ({ kind, id }) => (
      <span>
        {kind === "download" && `${words.overview.download} `}
        <a className="id" href={href({ section: kind === "image" ? "images" : "downloads", id })}>
          {id}
        </a>
      </span>
    ),
  },
  { name: words.overview.since, cell: ({ since }) => <When time={since} /> },
  { name: words.overview.lease, cell: ({ until }) => <Lease until={until} /> },
  { name: words.overview.attempt, number: true, cell: ({ attempt }) => count(attempt) },
];

/** Who is at what; a lease that is over is one whose worker has died, until another takes it over. */
export function Workers({ workers }: { readonly workers: readonly Worker[] }) {
  const held = workers.flatMap(({ worker, holds }) => holds.map((one) => ({ ...one, worker })));
  return (
    <Panel heading={words.overview.workers}>
      <Table
        label={words.overview.workers}
        columns={columns}
        rows={held}
        keyOf={({ id }) => id}
        empty={words.overview.idle}
      />
    </Panel>
  );
}
