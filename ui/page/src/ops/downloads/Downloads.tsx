import { useMemo, useState, type SubmitEvent } from "react";
import { Button } from "../../base/Button";
import { NONE, targetOf } from "../actions/selection";
import { SelectionBar } from "../actions/SelectionBar";
import { useSelection } from "../actions/useSelection";
import { ChoiceField, TextField } from "../base/Fields";
import { Paged } from "../base/Paged";
import { Panel } from "../base/Panel";
import { go, usePlace } from "../place/usePlace";
import { words } from "../strings";
import { CancelButton } from "./CancelButton";
import { DownloadTable } from "./DownloadTable";
import { filterOf, meantBy, namedOf, STATES, type Filter, type Found } from "./filter";
import { useDownloads } from "./useDownloads";

const said = words.downloads;

/** Archives of all owners. */
export function Downloads() {
  const { query } = usePlace();
  const filter = useMemo(() => filterOf(query), [query]);
  const downloads = useDownloads(filter);
  return (
    <Panel heading={said.heading}>
      <Narrow key={JSON.stringify(filter)} filter={filter} />
      <Paged pages={downloads}>
        {(found) => <Listed key={JSON.stringify(filter)} filter={filter} found={found} />}
      </Paged>
    </Panel>
  );
}

/** What can be chosen as the end of all that match. */
const BOUNDS = [10, 100, 1_000] as const;

function Listed({ filter, found }: { readonly filter: Filter; readonly found: readonly Found[] }) {
  const { selection, select, column } = useSelection(({ download }: Found) => namedOf(download));
  const listed = found.map(({ download }) => namedOf(download));
  const meant = meantBy(filter);
  return (
    <>
      <SelectionBar
        listed={listed}
        things={said.several}
        bounds={meant && BOUNDS}
        selection={selection}
        select={select}
      >
        <CancelButton target={targetOf(selection, listed, meant)} onDone={() => select(NONE)} />
      </SelectionBar>
      <DownloadTable downloads={found} selection={column} />
    </>
  );
}

function Narrow({ filter }: { readonly filter: Filter }) {
  const [state, setState] = useState<string>(filter.state ?? "");
  const [owner, setOwner] = useState(filter.owner ?? "");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    go({ section: "downloads", query: { status: state, owner: owner.trim() } });
  };
  return (
    <form className="filter" onSubmit={submit}>
      <ChoiceField label={said.state} value={state} choices={STATES} onChange={setState} />
      <TextField label={said.owner} value={owner} onChange={setOwner} />
      <Button type="submit">{said.narrow}</Button>
    </form>
  );
}
