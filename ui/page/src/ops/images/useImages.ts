import { answer, useOperator } from "../operator/operator";
import { usePages } from "../operator/usePages";
import type { Filter } from "./filter";

export function useImages(filter: Filter) {
  const { client } = useOperator();
  return usePages(["images", filter], ({ query, signal }) =>
    answer(client.once.GET("/v1/ops/images", { params: { query: { ...filter, ...query } }, signal })),
  );
}
