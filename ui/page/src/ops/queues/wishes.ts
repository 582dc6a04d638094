import type { Schemas } from "@safelight/client";
import type { Wish } from "../base/Confirm";
import { answer, useOperator } from "../operator/operator";
import { words } from "../strings";

export type Queue = Schemas["OpsQueue"];

/** What can be wished of a queue. */
export function useWishes() {
  const { client } = useOperator();
  const request = ({ kind }: Queue, reason: string, key: string) => ({
    params: { path: { kind }, header: { "Idempotency-Key": key } },
    body: { reason },
  });
  const said = words.queues;
  const waiting = ({ ready, delayed }: Queue) => (ready ?? 0) + (delayed ?? 0);
  return {
    pause: (queue: Queue): Wish => ({
      ...said.pausing(said.kinds[queue.kind], waiting(queue)),
      asksWhy: true,
      act: async (why, key) => {
        await answer(client.api.POST("/v1/ops/queues/{kind}/pause", request(queue, why, key)));
        return said.isPaused(said.kinds[queue.kind]);
      },
    }),
    resume: (queue: Queue): Wish => ({
      ...said.resuming(said.kinds[queue.kind], waiting(queue)),
      asksWhy: true,
      act: async (why, key) => {
        await answer(client.api.POST("/v1/ops/queues/{kind}/resume", request(queue, why, key)));
        return said.isResumed(said.kinds[queue.kind]);
      },
    }),
    redrive: (queue: Queue): Wish => ({
      ...said.redriving(said.kinds[queue.kind], queue.dead ?? 0),
      asksWhy: true,
      act: async (why, key) => {
        const { redriven } = await answer(client.api.POST("/v1/ops/queues/{kind}/redrive", request(queue, why, key)));
        return said.isRedriven(redriven);
      },
    }),
  };
}
