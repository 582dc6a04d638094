import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../base/Button";
import { Badge } from "../base/Badge";
import { Confirm, type Wish } from "../base/Confirm";
import { Loaded } from "../base/Loaded";
import { Panel } from "../base/Panel";
import { Table, type Column } from "../base/Table";
import { When } from "../base/When";
import { POLL, useOperator } from "../operator/operator";
import { overviewOf, USUAL_HOURS } from "../operator/overview";
import { count, words } from "../strings";
import { useWishes, type Queue } from "./wishes";

/** Of a queue that does not answer, nothing is. */
const known = (figure: number | null) => (figure === null ? "–" : count(figure));

const figures: readonly Column<Queue>[] = [
  {
    name: words.queues.kind,
    cell: ({ kind }) => <strong>{words.queues.kinds[kind]}</strong>,
  },
  {
    name: words.queues.state,
    cell: ({ state }) => <Badge tone={state === "running" ? "good" : "warn"}>{words.queues.states[state]}</Badge>,
  },
  { name: words.queues.ready, number: true, cell: ({ ready }) => known(ready) },
  { name: words.queues.delayed, number: true, cell: ({ delayed }) => known(delayed) },
  { name: words.queues.claimed, number: true, cell: ({ claimed }) => known(claimed) },
  { name: words.queues.dead, number: true, cell: ({ dead }) => known(dead) },
  { name: words.queues.longestDue, cell: ({ longestDueSince }) => <When time={longestDueSince} /> },
];

/** How much waits, and the switches for it. */
export function Queues() {
  const { client } = useOperator();
  const queues = useQuery({
    ...overviewOf(client, USUAL_HOURS),
    select: (overview) => overview.queues,
    refetchInterval: POLL,
  });
  const wishes = useWishes();
  const [wish, setWish] = useState<Wish>();
  const actions: Column<Queue> = {
    name: words.queues.actions,
    cell: (queue) => (
      <div className="row-actions">
        <Button small onClick={() => setWish(queue.paused ? wishes.resume(queue) : wishes.pause(queue))}>
          {queue.paused ? words.queues.resume : words.queues.pause}
          <span className="unseen">{words.queues.kinds[queue.kind]}</span>
        </Button>
        <Button small disabled={!queue.dead} onClick={() => setWish(wishes.redrive(queue))}>
          {words.queues.redrive}
          <span className="unseen">{words.queues.kinds[queue.kind]}</span>
        </Button>
      </div>
    ),
  };
  return (
    <Panel heading={words.queues.heading}>
      <Loaded query={queues}>
        {(items) => (
          <Table
            label={words.queues.heading}
            columns={[...figures, actions]}
            rows={items}
            keyOf={({ kind }) => kind}
            empty={words.queues.none}
          />
        )}
      </Loaded>
      <p className="note">{words.queues.note}</p>
      {wish && <Confirm wish={wish} onClose={() => setWish(undefined)} />}
    </Panel>
  );
}
