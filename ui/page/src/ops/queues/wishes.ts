import type { Schemas } from "@safelight/client";
import type { Wish } from "../base/Confirm";
import { answer, useOperator } from "../operator/operator";
import { words } from "../strings";

export type Queue = Schemas["Queue"];

/** What can be wished of a queue. */
export function useWishes() {
  const { client } = useOperator();
  const request = ({ kind }: Queue, reason: string, key: string) => ({
    params: { path: { kind }, header: { "Idempotency-Key": key } },
    body: { reason },
  });
  const said = words.queues;
  return {
    pause: (queue: Queue): Wish => ({
      ...said.pausing(said.kinds[queue.kind], queue.ready + queue.delayed),
      asksWhy: true,
      act: async (why, key) => {
        await answer(client.api.POST("/v1/ops/queues/{kind}/pause", request(queue, why, key)));
        return said.isPaused(said.kinds[queue.kind]);
      },
    }),
    resume: (queue: Queue): Wish => ({
      ...said.resuming(said.kinds[queue.kind], queue.ready + queue.delayed),
      asksWhy: true,
      act: async (why, key) => {
        await answer(client.api.POST("/v1/ops/queues/{kind}/resume", request(queue, why, key)));
        return said.isResumed(said.kinds[queue.kind]);
      },
    }),
    redrive: (queue: Queue): Wish => ({
      ...said.redriving(said.kinds[queue.kind], queue.dead),
      asksWhy: true,
      act: async (why, key) => {
        const { redriven } = await answer(client.api.POST("/v1/ops/queues/{kind}/redrive", request(queue, why, key)));
        return said.isRedriven(redriven);
      },
    }),
  };
}
