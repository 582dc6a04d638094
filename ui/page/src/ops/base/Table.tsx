import type { ReactNode } from "react";
import "./table.css";

export interface Column<Row> {
  readonly name: string;
  readonly cell: (row: Row) => ReactNode;
  readonly number?: boolean;
}

interface TableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** By its place, where it has nothing else of its own. */
  readonly keyOf: (row: Row, place: number) => string | number;
  /** What stands there when there is nothing. */
  readonly empty: string;
}

/** Where there is no room for columns, each row becomes a card, and each cell says what it is. */
export function Table<Row>({ label, columns, rows, keyOf, empty }: TableProps<Row>) {
  if (rows.length === 0) return <p className="note">{empty}</p>;
  // A table whose rows are laid out as cards is no table to every browser; the roles say that it is.
  return (
    <table className="table" aria-label={label} role="table">
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ name, number }) => (
            <th key={name} scope="col" role="columnheader" className={number ? "number" : undefined}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row, place) => (
          <tr key={keyOf(row, place)} role="row">
            {columns.map(({ name, number, cell }) => (
              <td key={name} role="cell" data-name={name} className={number ? "number" : undefined}>
                <div>{cell(row)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
