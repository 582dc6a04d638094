import type { Wish } from "../base/Confirm";
import { answer, useOperator } from "../operator/operator";
import { words } from "../strings";
import { question, request, type ImageAction, type ImageTarget } from "./actions";

/** What can be wished of images. */
export function useActions() {
  const { client } = useOperator();
  return (action: ImageAction, target: ImageTarget, onDone?: (action: ImageAction) => void): Wish => ({
    ...question(action, target),
    asksWhy: true,
    act: async (why, key) => {
      const outcome = await answer(
        client.api.POST("/v1/ops/images/actions", {
          params: { header: { "Idempotency-Key": key } },
          body: request(action, target, why),
        }),
      );
      onDone?.(action);
      return words.actions.done(action, outcome.done, outcome.unchanged, outcome.more);
    },
  });
}
