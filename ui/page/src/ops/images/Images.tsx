import { useMemo } from "react";
import { ActionButtons } from "../actions/ActionButtons";
import { ACTIONS, namedImage } from "../actions/actions";
import { NONE, targetOf } from "../actions/selection";
import { SelectionBar } from "../actions/SelectionBar";
import { useSelection } from "../actions/useSelection";
import { Paged } from "../base/Paged";
import { Panel } from "../base/Panel";
import { usePlace } from "../place/usePlace";
import { words } from "../strings";
import { filterOf, type Filter, type Found } from "./filter";
import { FilterForm } from "./FilterForm";
import { ImageTable } from "./ImageTable";
import { meantBy } from "./meant";
import { useImages } from "./useImages";

/** Of all owners, by state and whatever else is known. */
export function Images() {
  const { query } = usePlace();
  const filter = useMemo(() => filterOf(query), [query]);
  const images = useImages(filter);
  return (
    <Panel heading={words.images.heading}>
      <FilterForm key={JSON.stringify(filter)} filter={filter} />
      <Paged pages={images}>{(found) => <Listed key={JSON.stringify(filter)} filter={filter} found={found} />}</Paged>
    </Panel>
  );
}

/** What can be chosen as the end of all that match. */
const BOUNDS = [10, 100, 1_000, 10_000] as const;

const namedOf = ({ image }: Found) => namedImage(image);

function Listed({ filter, found }: { readonly filter: Filter; readonly found: readonly Found[] }) {
  const { selection, select, column } = useSelection(namedOf);
  const listed = found.map(namedOf);
  const meant = meantBy(filter);
  return (
    <>
      <SelectionBar
        listed={listed}
        things={words.images.several}
        bounds={meant && BOUNDS}
        selection={selection}
        select={select}
      >
        <ActionButtons target={targetOf(selection, listed, meant)} shown={ACTIONS} onDone={() => select(NONE)} />
      </SelectionBar>
      <ImageTable images={found} selection={column} />
    </>
  );
}
