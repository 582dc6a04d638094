import { answer, useOperator } from "../operator/operator";
import { usePages, type Page } from "../operator/usePages";
import type { Filter, Found } from "./filter";

export function useDownloads(filter: Filter) {
  const { client } = useOperator();
  return usePages(["downloads", filter], ({ query, signal }) =>
    answer(client.once.GET("/v1/ops/downloads", { params: { query: { ...filter, ...query } }, signal })),
  );
}

const NAMES = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32})$/i;
const none: Page<Found> = { items: [], nextCursor: null };

/** Those with this id or of this trace; what is neither is the name of none, and the server is not asked. */
export function useNamedDownloads(q: string) {
  const { client } = useOperator();
  return usePages(["downloads", { q }], ({ query, signal }) =>
    NAMES.test(q)
      ? answer(client.once.GET("/v1/ops/downloads", { params: { query: { ...query, q } }, signal }))
      : Promise.resolve(none),
  );
}
