import type { ReactNode } from "react";
import { Button } from "../../base/Button";
import type { Pages } from "../operator/usePages";
import { words } from "../strings";
import { Trouble } from "./Trouble";

interface PagedProps<Item> {
  readonly pages: Pages<Item>;
  readonly children: (items: readonly Item[]) => ReactNode;
}

/** What was asked for so far, and the way to more. */
export function Paged<Item>({ pages, children }: PagedProps<Item>) {
  const items = pages.data?.pages.flatMap((page) => page.items);
  return (
    <>
      {pages.error && <Trouble failure={pages.error} />}
      {pages.isPending && (
        <p className="note" role="status">
          {words.loading}
        </p>
      )}
      {items && children(items)}
      {pages.hasNextPage && (
        <p>
          <Button disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {pages.isFetchingNextPage ? words.loading : words.more}
          </Button>
        </p>
      )}
    </>
  );
}
