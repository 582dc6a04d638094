import type { Schemas } from "@safelight/client";
import { bounded, fits, question, type Chosen, type Fitting } from "../actions/actions";
import type { Wish } from "../base/Confirm";
import { answer, useOperator } from "../operator/operator";
import { words } from "../strings";
import type { CancelFilter } from "./filter";

export type Target = Chosen | Fitting<CancelFilter>;

const action = "cancel";

export const isCancellable = (target: Target | undefined) =>
  target !== undefined && (!("named" in target) || target.named.some(({ status }) => fits(action, status)));

function request(target: Target, reason: string): Schemas["OpsDownloadActionRequest"] {
  if ("named" in target) return { action, reason, downloadIds: target.named.map(({ id }) => id) };
  return { action, reason, filter: target.filter, atMost: bounded(action, target.atMost) };
}

/** The wish that downloads were cancelled. */
export function useCancel() {
  const { client } = useOperator();
  return (target: Target, onDone?: () => void): Wish => ({
    ...question(action, target),
    asksWhy: true,
    act: async (why, key) => {
      const { done, unchanged, more } = await answer(
        client.api.POST("/v1/ops/downloads/actions", {
          params: { header: { "Idempotency-Key": key } },
          body: request(target, why),
        }),
      );
      onDone?.();
      return words.actions.done(action, done, unchanged, more);
    },
  });
}
