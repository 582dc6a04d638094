import { useId, type ReactNode } from "react";
import { Button } from "../../base/Button";
import { count, words } from "../strings";
import type { Named } from "./actions";
import { chosenOf, NONE, pageOf } from "./selection";
import type { Selecting } from "./useSelection";
import "./selection.css";

interface SelectionBarProps extends Selecting {
  readonly listed: readonly Named[];
  /** So many things, in words. */
  readonly things: (value: number) => string;
  /** Where all that match can be meant, listed or not: how many at most, the largest last. */
  readonly bounds: readonly number[] | undefined;
  /** What can be done to all of it at once. */
  readonly children: ReactNode;
}

const said = words.selection;

/** What is chosen, and what can be done to it. */
export function SelectionBar({ listed, things, bounds, selection, select, children }: SelectionBarProps) {
  const chosen = chosenOf(selection, listed).length;
  const meansAll = !("ids" in selection);
  const isPage = !meansAll && chosen > 0 && chosen === listed.length;
  return (
    <div className="selection">
      <label className="choice">
        <input
          type="checkbox"
          checked={isPage}
          disabled={listed.length === 0}
          onChange={() => select(isPage ? NONE : pageOf(listed))}
        />
        {said.allHere(listed.length)}
      </label>
      {bounds && (
        <label className="choice">
          <input
            type="checkbox"
            checked={meansAll}
            disabled={listed.length === 0}
            onChange={() => select(meansAll ? NONE : { atMost: Math.max(...bounds) })}
          />
          {said.allFitting}
        </label>
      )}
      {bounds && meansAll && (
        <AtMost bounds={bounds} value={selection.atMost} onChange={(atMost) => select({ atMost })} />
      )}
      <span className="note" role="status">
        {meansAll ? said.fittingChosen(selection.atMost) : said.chosen(chosen, things)}
      </span>
      {children}
      {(meansAll || chosen > 0) && (
        <Button small look="quiet" onClick={() => select(NONE)}>
          {said.chooseNone}
        </Button>
      )}
    </div>
  );
}

interface AtMostProps {
  readonly bounds: readonly number[];
  readonly value: number;
  readonly onChange: (atMost: number) => void;
}

function AtMost({ bounds, value, onChange }: AtMostProps) {
  const id = useId();
  return (
    <span className="choice">
      <label htmlFor={id}>{said.atMost}</label>
      <select id={id} value={value} onChange={(event) => onChange(Number(event.target.value))}>
        {bounds.map((bound) => (
          <option key={bound} value={bound}>
            {count(bound)}
          </option>
        ))}
      </select>
    </span>
  );
}
