import { useId } from "react";
import { Button } from "../../base/Button";
import { ActionButtons } from "../actions/ActionButtons";
import { ACTIONS, BOUNDS, MOST } from "../actions/actions";
import { count, words } from "../strings";
import type { Filter, Found } from "./filter";
import { chosenOf, meantBy, NONE, pageOf, targetOf, type Selection } from "./selection";

interface SelectionBarProps {
  readonly filter: Filter;
  readonly found: readonly Found[];
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
}

/** What is chosen, and what can be done to all of it at once. */
export function SelectionBar({ filter, found, selection, onSelect }: SelectionBarProps) {
  const id = useId();
  const chosen = chosenOf(selection, found).length;
  const meansAll = !("ids" in selection);
  const isPage = !meansAll && chosen > 0 && chosen === found.length;
  return (
    <div className="selection">
      <label className="choice">
        <input
          type="checkbox"
          checked={isPage}
          disabled={found.length === 0}
          onChange={() => onSelect(isPage ? NONE : pageOf(found))}
        />
        {words.images.allHere(found.length)}
      </label>
      {meantBy(filter) && (
        <label className="choice">
          <input
            type="checkbox"
            checked={meansAll}
            disabled={found.length === 0}
            onChange={() => onSelect(meansAll ? NONE : { atMost: MOST })}
          />
          {words.images.allFitting}
        </label>
      )}
      {meansAll && (
        <span className="choice">
          <label htmlFor={id}>{words.images.atMost}</label>
          <select
            id={id}
            value={selection.atMost}
            onChange={(event) => onSelect({ atMost: Number(event.target.value) })}
          >
            {BOUNDS.map((bound) => (
              <option key={bound} value={bound}>
                {count(bound)}
              </option>
            ))}
          </select>
        </span>
      )}
      <span className="note" role="status">
        {meansAll ? words.images.fittingChosen(selection.atMost) : words.images.chosen(chosen)}
      </span>
      <ActionButtons target={targetOf(selection, found, filter)} shown={ACTIONS} onDone={() => onSelect(NONE)} />
      {(meansAll || chosen > 0) && (
        <Button small look="quiet" onClick={() => onSelect(NONE)}>
          {words.images.chooseNone}
        </Button>
      )}
    </div>
  );
}
