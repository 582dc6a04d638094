import { useMemo, useState } from "react";
import { Paged } from "../base/Paged";
import { Panel } from "../base/Panel";
import type { Column } from "../base/Table";
import { usePlace } from "../place/usePlace";
import { words } from "../strings";
import { filterOf, type Filter, type Found } from "./filter";
import { FilterForm } from "./FilterForm";
import { ImageTable } from "./ImageTable";
import { NONE, toggled } from "./selection";
import { SelectionBar } from "./SelectionBar";
import { useImages } from "./useImages";
import "./images.css";

/** Of all owners, by state and whatever else is known. */
export function Images() {
  const { query } = usePlace();
  const filter = useMemo(() => filterOf(query), [query]);
  const images = useImages(filter);
  return (
    <Panel heading={words.images.heading}>
      <FilterForm key={JSON.stringify(filter)} filter={filter} />
      <Paged pages={images}>{(found) => <Chosen key={JSON.stringify(filter)} filter={filter} found={found} />}</Paged>
    </Panel>
  );
}

/** Whoever narrows the list anew chooses anew. */
function Chosen({ filter, found }: { readonly filter: Filter; readonly found: readonly Found[] }) {
  const [selection, setSelection] = useState(NONE);
  const column: Column<Found> = {
    name: words.images.choose,
    cell: ({ image: { imageId, filename } }) => (
      <input
        className="chooses-row"
        type="checkbox"
        aria-label={words.images.chooses(filename)}
        checked={!("ids" in selection) || selection.ids.has(imageId)}
        onChange={() => setSelection(toggled(selection, imageId))}
      />
    ),
  };
  return (
    <>
      <SelectionBar filter={filter} found={found} selection={selection} onSelect={setSelection} />
      <ImageTable images={found} selection={column} />
    </>
  );
}
