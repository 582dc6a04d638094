import { useState } from "react";
import type { Column } from "../base/Table";
import { words } from "../strings";
import type { Named } from "./actions";
import { NONE, toggled, type Selection } from "./selection";

export interface Selecting {
  readonly selection: Selection;
  readonly select: (selection: Selection) => void;
}

interface SelectingRows<Row> extends Selecting {
  /** Where each can be pointed at. */
  readonly column: Column<Row>;
}

/** Whoever narrows a list anew chooses anew: for that the list has its filter as its key. */
export function useSelection<Row>(namedOf: (row: Row) => Named): SelectingRows<Row> {
  const [selection, select] = useState(NONE);
  const cell = (row: Row) => {
    const { id, name } = namedOf(row);
    return (
      <input
        className="chooses-row"
        type="checkbox"
        aria-label={words.selection.chooses(name)}
        checked={!("ids" in selection) || selection.ids.has(id)}
        onChange={() => select(toggled(selection, id))}
      />
    );
  };
  return { selection, select, column: { name: words.selection.choose, cell } };
}
