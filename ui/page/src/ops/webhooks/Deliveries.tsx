import type { Schemas } from "@safelight/client";
import { useState } from "react";
import { Button } from "../../base/Button";
import { Badge, toneOf } from "../base/Badge";
import { ChoiceField } from "../base/Fields";
import { Paged } from "../base/Paged";
import { Panel } from "../base/Panel";
import { Table, type Column } from "../base/Table";
import { When } from "../base/When";
import { answer, useOperator } from "../operator/operator";
import { usePages } from "../operator/usePages";
import { count, exactTime, words } from "../strings";

type Delivery = Schemas["Delivery"];

const said = words.webhooks;
const states = ["failed", "pending", "delivered"] as const;
const choices = states.map((state) => [state, words.deliveries[upper(state)]] as const);

function upper(state: (typeof states)[number]): Delivery["status"] {
  return state.toUpperCase() as Delivery["status"];
}

const columns: readonly Column<Delivery>[] = [
  {
    name: said.event,
    cell: ({ type, eventId }) => (
      <>
        {type ?? said.unknown}
        <br />
        <span className="id">{eventId}</span>
      </>
    ),
  },
  {
    name: said.state,
    cell: ({ status }) => <Badge tone={toneOf(status)}>{words.deliveries[status]}</Badge>,
  },
  { name: said.asked, cell: ({ createdAt }) => <When time={createdAt} /> },
  { name: said.attempts, number: true, cell: ({ attempts }) => count(attempts) },
  { name: said.log, cell: ({ log }) => <Log log={log} /> },
  { name: said.next, cell: ({ nextAttemptAt }) => <When time={nextAttemptAt} /> },
];

function Log({ log }: Pick<Delivery, "log">) {
  if (log.length === 0) return "–";
  return (
    <ol>
      {log.map(({ at, status, error, answer: body, tookMs }) => (
        <li key={at}>{said.attempt(exactTime(at), status, error, body, tookMs)}</li>
      ))}
    </ol>
  );
}

interface DeliveriesProps {
  readonly webhookId: string;
  readonly onReplay: (delivery: Delivery) => void;
}

/** What it was told and is to be told, with every attempt. */
export function Deliveries({ webhookId, onReplay }: DeliveriesProps) {
  const { client } = useOperator();
  const [chosen, setChosen] = useState("");
  const state = states.find((known) => known === chosen);
  const deliveries = usePages(["deliveries", webhookId, state], ({ query, signal }) =>
    answer(
      client.once.GET("/v1/ops/webhooks/{webhookId}/deliveries", {
        params: { path: { webhookId }, query: { ...query, ...(state && { state }) } },
        signal,
      }),
    ),
  );
  const actions: Column<Delivery> = {
    name: words.queues.actions,
    cell: (delivery) => (
      <Button small onClick={() => onReplay(delivery)}>
        {said.replay}
        <span className="unseen">{delivery.eventId}</span>
      </Button>
    ),
  };
  return (
    <Panel heading={said.deliveries}>
      <div className="filter">
        <ChoiceField label={said.state} value={chosen} choices={choices} onChange={setChosen} />
      </div>
      <Paged pages={deliveries}>
        {(items) => (
          <Table
            label={said.deliveries}
            columns={[...columns, actions]}
            rows={items}
            keyOf={({ deliveryId }) => deliveryId}
            empty={said.noDeliveries}
          />
        )}
      </Paged>
    </Panel>
  );
}
