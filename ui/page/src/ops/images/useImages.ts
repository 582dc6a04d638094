import { useInfiniteQuery } from "@tanstack/react-query";
import { answer, SLOW_POLL, useOperator } from "../operator/operator";
import type { Filter } from "./filter";

const PAGE = 50;

/** Only the first page is kept fresh by itself: asking for a long list again and again would cost the server too much. */
export function useImages(filter: Filter) {
  const { client } = useOperator();
  return useInfiniteQuery({
    queryKey: ["images", filter],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      answer(
        client.once.GET("/v1/ops/images", {
          params: { query: { ...filter, limit: PAGE, ...(pageParam && { cursor: pageParam }) } },
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: ({ state }) => (state.data && state.data.pages.length > 1 ? false : SLOW_POLL),
  });
}
