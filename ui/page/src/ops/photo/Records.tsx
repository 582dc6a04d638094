import { Badge, toneOf } from "../base/Badge";
import { Panel } from "../base/Panel";
import { Table, type Column } from "../base/Table";
import { When } from "../base/When";
import { href } from "../place/place";
import { count, exactTime, words } from "../strings";
import type { Story } from "./chapters";

type Job = Story["jobs"][number];
type Delivered = Story["deliveries"][number];
type Download = Story["downloads"][number];
type Event = Story["events"][number];

const said = words.photo.records;

const jobs: readonly Column<Job>[] = [
  { name: said.kind, cell: ({ kind }) => words.queues.kinds[kind] },
  {
    name: said.state,
    cell: ({ dead }) => (dead ? <Badge tone="bad">{said.givenUp}</Badge> : <Badge tone="still">{said.waits}</Badge>),
  },
  { name: said.visible, cell: ({ visibleAt }) => <When time={visibleAt} /> },
  { name: said.givenOut, number: true, cell: ({ deliveries }) => count(deliveries) },
];

export function Jobs({ jobs: rows }: Pick<Story, "jobs">) {
  return (
    <Panel heading={said.jobs}>
      <Table label={said.jobs} columns={jobs} rows={rows} keyOf={({ jobId }) => jobId} empty={said.noJobs} />
    </Panel>
  );
}

function ToWebhook({ url, delivery: { webhookId } }: Delivered) {
  return (
    <a className="id" href={href({ section: "webhooks", id: webhookId })}>
      {url}
    </a>
  );
}

const deliveries: readonly Column<Delivered>[] = [
  { name: said.event, cell: ({ delivery }) => delivery.type ?? "–" },
  { name: said.to, cell: (delivered) => <ToWebhook {...delivered} /> },
  {
    name: said.state,
    cell: ({ delivery: { status } }) => <Badge tone={toneOf(status)}>{words.deliveries[status]}</Badge>,
  },
  {
    name: said.last,
    cell: ({ delivery: { log } }) => {
      const last = log.at(-1);
      return last ? words.photo.answered(last.status, last.error, last.answer) : "–";
    },
  },
  { name: said.next, cell: ({ delivery: { nextAttemptAt } }) => <When time={nextAttemptAt} /> },
];

export function Deliveries({ deliveries: rows }: Pick<Story, "deliveries">) {
  return (
    <Panel heading={said.deliveries}>
      <Table
        label={said.deliveries}
        columns={deliveries}
        rows={rows}
        keyOf={({ delivery }) => delivery.deliveryId}
        empty={said.noDeliveries}
      />
    </Panel>
  );
}

const downloads: readonly Column<Download>[] = [
  {
    name: said.download,
    cell: ({ jobId }) => (
      <a className="id" href={href({ section: "downloads", id: jobId })}>
        {jobId}
      </a>
    ),
  },
  {
    name: said.state,
    cell: ({ status }) => <Badge tone={toneOf(status.toUpperCase())}>{words.downloadStatuses[status]}</Badge>,
  },
  { name: said.created, cell: ({ createdAt }) => <When time={createdAt} /> },
];

export function Downloads({ downloads: rows }: Pick<Story, "downloads">) {
  return (
    <Panel heading={said.downloads}>
      <Table
        label={said.downloads}
        columns={downloads}
        rows={rows}
        keyOf={({ jobId }) => jobId}
        empty={said.noDownloads}
      />
    </Panel>
  );
}

const events: readonly Column<Event>[] = [
  { name: said.event, cell: ({ type }) => type },
  { name: said.created, cell: ({ time }) => exactTime(time) },
  { name: said.sequence, number: true, cell: ({ sequence }) => <span className="id">{sequence}</span> },
];

export function Events({ events: rows }: Pick<Story, "events">) {
  return (
    <Panel heading={said.events}>
      <Table label={said.events} columns={events} rows={rows} keyOf={({ id }) => id} empty={said.noEvents} />
    </Panel>
  );
}
