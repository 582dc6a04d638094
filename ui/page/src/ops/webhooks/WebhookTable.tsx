import type { Schemas } from "@safelight/client";
import { Badge } from "../base/Badge";
import { Table, type Column } from "../base/Table";
import { When } from "../base/When";
import { href } from "../place/place";
import { words } from "../strings";
import { upTo } from "./counted";

export type Webhook = Schemas["OpsWebhook"];

const said = words.webhooks;

/** Whether it is told what it should be told. */
export function State({ webhook: { enabled, failing } }: { readonly webhook: Webhook }) {
  if (!enabled) return <Badge tone="bad">{said.disabled}</Badge>;
  return failing ? <Badge tone="bad">{said.failing}</Badge> : <Badge tone="good">{said.well}</Badge>;
}

export function LastFailure({ failure }: { readonly failure: Webhook["lastFailure"] }) {
  if (!failure) return "–";
  const { status, error, attempts, at } = failure;
  return (
    <>
      {said.failed(status, error, attempts)}, <When time={at} />
    </>
  );
}

const columns: readonly Column<Webhook>[] = [
  {
    name: said.url,
    cell: ({ webhookId, url }) => (
      <a className="id" href={href({ section: "webhooks", id: webhookId })}>
        {url}
      </a>
    ),
  },
  { name: said.state, cell: (webhook) => <State webhook={webhook} /> },
  { name: said.failure, cell: ({ lastFailure }) => <LastFailure failure={lastFailure} /> },
  { name: said.givenUp, number: true, cell: ({ failed }) => upTo(failed) },
  { name: said.pending, number: true, cell: ({ pending }) => upTo(pending) },
  { name: said.delivered, cell: ({ lately }) => <When time={lately.lastDeliveredAt} /> },
  {
    name: said.owner,
    cell: ({ owner }) => <a href={href({ section: "webhooks", query: { owner } })}>{owner}</a>,
  },
];

export function WebhookTable({ label, webhooks }: { readonly label: string; readonly webhooks: readonly Webhook[] }) {
  return (
    <Table label={label} columns={columns} rows={webhooks} keyOf={({ webhookId }) => webhookId} empty={said.none} />
  );
}
