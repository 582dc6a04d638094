import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../base/Button";
import { ChoiceField } from "../base/Fields";
import { Confirm, type Wish } from "../base/Confirm";
import { Loaded } from "../base/Loaded";
import { Panel } from "../base/Panel";
import { When } from "../base/When";
import { answer, SLOW_POLL, useOperator } from "../operator/operator";
import { href } from "../place/place";
import { count, words } from "../strings";
import { SPANS, upTo } from "./counted";
import { Deliveries } from "./Deliveries";
import { useReplays } from "./useReplays";
import { LastFailure, State, type Webhook as Shown } from "./WebhookTable";

const said = words.webhooks;
const spans = SPANS.map((hours) => [hours, words.hours(Number(hours))] as const);

/** How one webhook fares, what it was told, and what can be said to it again. */
export function Webhook({ webhookId }: { readonly webhookId: string }) {
  const { client } = useOperator();
  const webhook = useQuery({
    queryKey: ["webhook", webhookId],
    queryFn: ({ signal }) =>
      answer(client.once.GET("/v1/ops/webhooks/{webhookId}", { params: { path: { webhookId } }, signal })),
    refetchInterval: SLOW_POLL,
  });
  return <Loaded query={webhook}>{(shown) => <Told webhook={shown} />}</Loaded>;
}

function Told({ webhook }: { readonly webhook: Shown }) {
  const replays = useReplays(webhook);
  const [hours, setHours] = useState("24");
  const [wish, setWish] = useState<Wish>();
  return (
    <>
      <Panel heading={said.one}>
        <Facts webhook={webhook} />
        <div className="filter replay">
          <ChoiceField label={said.since} value={hours} choices={spans} needed onChange={setHours} />
          <Button onClick={() => setWish(replays.all(Number(hours)))}>{said.replayAll}</Button>
        </div>
      </Panel>
      <Deliveries webhookId={webhook.webhookId} onReplay={(delivery) => setWish(replays.one(delivery))} />
      {wish && <Confirm wish={wish} onClose={() => setWish(undefined)} />}
    </>
  );
}

function Facts({ webhook }: { readonly webhook: Shown }) {
  const { owner, jobId, lately } = webhook;
  return (
    <dl className="facts">
      <dt>{said.url}</dt>
      <dd className="id">{webhook.url}</dd>
      <dt>{said.state}</dt>
      <dd>
        <State webhook={webhook} /> {webhook.disabledBecause} {webhook.disabledAt && <When time={webhook.disabledAt} />}
      </dd>
      <dt>{said.failure}</dt>
      <dd>
        <LastFailure failure={webhook.lastFailure} />
      </dd>
      <dt>{said.givenUp}</dt>
      <dd>{upTo(webhook.failed)}</dd>
      <dt>{said.pending}</dt>
      <dd>{upTo(webhook.pending)}</dd>
      <dt>{said.lately}</dt>
      <dd>
        {said.ofLast(count(lately.delivered), count(lately.deliveries))}, <When time={lately.lastDeliveredAt} />
      </dd>
      <dt>{said.owner}</dt>
      <dd>
        <a href={href({ section: "webhooks", query: { owner } })}>{owner}</a>
      </dd>
      <dt>{said.types}</dt>
      <dd>{webhook.types.length === 0 ? said.allTypes : webhook.types.join(", ")}</dd>
      {jobId !== null && (
        <>
          <dt>{said.download}</dt>
          <dd className="id">{jobId}</dd>
        </>
      )}
      <dt>{said.created}</dt>
      <dd>
        <When time={webhook.createdAt} />
      </dd>
    </dl>
  );
}
