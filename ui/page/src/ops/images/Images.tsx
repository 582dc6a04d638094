import { useMemo } from "react";
import { Button } from "../../base/Button";
import { Panel } from "../base/Panel";
import { Trouble } from "../base/Trouble";
import { usePlace } from "../place/usePlace";
import { words } from "../strings";
import { filterOf } from "./filter";
import { FilterForm } from "./FilterForm";
import { ImageTable } from "./ImageTable";
import { useImages } from "./useImages";
import "./images.css";

/** Of all owners, by state and whatever else is known. */
export function Images() {
  const { query } = usePlace();
  const filter = useMemo(() => filterOf(query), [query]);
  const images = useImages(filter);
  const found = images.data?.pages.flatMap(({ items }) => items);
  return (
    <Panel heading={words.images.heading}>
      <FilterForm key={JSON.stringify(filter)} filter={filter} />
      {images.error && <Trouble failure={images.error} />}
      {images.isPending && (
        <p className="note" role="status">
          {words.loading}
        </p>
      )}
      {found && <ImageTable images={found} />}
      {images.hasNextPage && (
        <p>
          <Button disabled={images.isFetchingNextPage} onClick={() => void images.fetchNextPage()}>
            {images.isFetchingNextPage ? words.loading : words.more}
          </Button>
        </p>
      )}
    </Panel>
  );
}
