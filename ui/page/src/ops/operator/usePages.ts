import { useInfiniteQuery } from "@tanstack/react-query";
import { SLOW_POLL } from "./operator";

export const PAGE = 50;

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** How a page is asked for. */
export interface Asked {
  readonly query: { readonly limit: number; readonly cursor?: string };
  readonly signal: AbortSignal;
}

/** Only the first page is kept fresh by itself: asking for a long list again and again would cost the server too much. */
export function usePages<Item>(key: readonly unknown[], ask: (asked: Asked) => Promise<Page<Item>>) {
  return useInfiniteQuery({
    queryKey: key,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      ask({ query: { limit: PAGE, ...(pageParam && { cursor: pageParam }) }, signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: ({ state }) => (state.data && state.data.pages.length > 1 ? false : SLOW_POLL),
  });
}

export type Pages<Item> = ReturnType<typeof usePages<Item>>;
