import type { Schemas } from "@safelight/client";
import type { Wish } from "../base/Confirm";
import { answer, useOperator } from "../operator/operator";
import { words } from "../strings";
import { since } from "./counted";

type Webhook = Schemas["OpsWebhook"];

/** So many are looked at, and the server looks at no more. */
const MOST = 10_000;

/** What can be wished of a webhook. */
export function useReplays({ webhookId, url }: Webhook) {
  const { client } = useOperator();
  const said = words.webhooks;
  return {
    one: ({ deliveryId, type }: Schemas["Delivery"]): Wish => ({
      ...said.replayingOne(type ?? said.unknown, url),
      asksWhy: true,
      act: async (reason, key) => {
        await answer(
          client.api.POST("/v1/ops/webhooks/{webhookId}/deliveries/{deliveryId}/replay", {
            params: { path: { webhookId, deliveryId }, header: { "Idempotency-Key": key } },
            body: { reason },
          }),
        );
        return said.isReplayed;
      },
    }),
    all: (hours: number): Wish => {
      const from = since(hours); // once, so that trying again asks for the same
      return {
        ...said.replayingAll(hours, url, MOST),
        asksWhy: true,
        act: async (reason, key) => {
          const { done, unchanged, more } = await answer(
            client.api.POST("/v1/ops/webhooks/{webhookId}/replay", {
              params: { path: { webhookId }, header: { "Idempotency-Key": key } },
              body: { since: from, atMost: MOST, reason },
            }),
          );
          return said.areReplayed(done, unchanged, more);
        },
      };
    },
  };
}
