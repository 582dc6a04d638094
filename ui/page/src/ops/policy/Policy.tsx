import type { Schemas } from "@safelight/client";
import { useQuery } from "@tanstack/react-query";
import { Loaded } from "../base/Loaded";
import { Panel } from "../base/Panel";
import { Table, type Column } from "../base/Table";
import { answer, useOperator } from "../operator/operator";
import { words } from "../strings";
import { DryRun } from "./DryRun";

type Rule = Schemas["Policy"]["rules"][number];

const columns: readonly Column<Rule>[] = [
  {
    name: words.policy.rule,
    cell: ({ code, title }) => (
      <>
        <span className="id">{code}</span> {title}
      </>
    ),
  },
  { name: words.policy.severity, cell: ({ severity }) => severity },
  {
    name: words.policy.limit,
    cell: ({ comparison, limit, unit }) => (limit === null ? "–" : `${comparison ?? ""} ${limit} ${unit}`),
  },
];

/** By which rules photos are judged, and what others would have done. */
export function Policy() {
  const { client } = useOperator();
  const policy = useQuery({
    queryKey: ["policy"],
    queryFn: ({ signal }) => answer(client.once.GET("/v1/policy", { signal })),
  });
  return (
    <Loaded query={policy}>
      {({ rules, version }) => (
        <div className="ops-columns">
          <DryRun rules={rules} />
          <Panel heading={words.policy.rules}>
            <p className="note">
              {words.policy.version} <span className="id">{version}</span>
            </p>
            <Table
              label={words.policy.rules}
              columns={columns}
              rows={rules}
              keyOf={({ code }) => code}
              empty={words.policy.none}
            />
          </Panel>
        </div>
      )}
    </Loaded>
  );
}
