import { Paged } from "../base/Paged";
import { Panel } from "../base/Panel";
import { answer, useOperator } from "../operator/operator";
import { usePages } from "../operator/usePages";
import { usePlace } from "../place/usePlace";
import { words } from "../strings";
import { WebhookTable } from "./WebhookTable";

const said = words.webhooks;

/** Those that fail come first: they are why somebody looks. */
export function Webhooks() {
  const { query } = usePlace();
  const owner = query["owner"];
  return (
    <>
      <List heading={said.thatFail} failing owner={owner} />
      <List heading={owner === undefined ? said.all : said.allOf(owner)} failing={false} owner={owner} />
    </>
  );
}

interface ListProps {
  readonly heading: string;
  readonly failing: boolean;
  readonly owner: string | undefined;
}

function List({ heading, failing, owner }: ListProps) {
  const { client } = useOperator();
  const filter = { failing, ...(owner !== undefined && { owner }) };
  const webhooks = usePages(["webhooks", filter], ({ query, signal }) =>
    answer(client.once.GET("/v1/ops/webhooks", { params: { query: { ...filter, ...query } }, signal })),
  );
  return (
    <Panel heading={heading}>
      <Paged pages={webhooks}>{(items) => <WebhookTable label={heading} webhooks={items} />}</Paged>
    </Panel>
  );
}
