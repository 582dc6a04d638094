import { useId, type ReactNode } from "react";
import { Table, type Column } from "../base/Table";
import { clockTime, words } from "../strings";
import type { Span } from "./series";
import "./chart.css";

export const WIDTH = 600;
export const HEIGHT = 140;

interface ChartProps {
  readonly heading: string;
  /** What it shows, in a sentence, for whoever cannot see it. */
  readonly summary: string;
  readonly legend: readonly { readonly name: string; readonly look: string }[];
  /** What the top of the chart stands for. */
  readonly most: string;
  readonly spans: readonly Span[];
  /** The same figures as a table, which also says what the drawing cannot. */
  readonly columns: readonly Column<Span>[];
  readonly children: ReactNode;
}

/** The frame of a drawing: its scale, what is what, and the figures themselves. */
export function Chart({ heading, summary, legend, most, spans, columns, children }: ChartProps) {
  const id = useId();
  const first = spans[0];
  const middle = spans[Math.floor(spans.length / 2)];
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption id={id}>{heading}</figcaption>
      <ul className="legend">
        {legend.map(({ name, look }) => (
          <li key={name}>
            <svg width="18" height="12" aria-hidden="true">
              <rect className={look} x="0.500" y="0.500" width="17" height="11" />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <div className="chart-area">
        <span className="chart-most" aria-hidden="true">
          {most}
        </span>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={summary}>
          <path className="chart-grid" d={`M0 0.500H${WIDTH}M0 ${HEIGHT / 2}H${WIDTH}M0 ${HEIGHT - 0.5}H${WIDTH}`} />
          {children}
        </svg>
      </div>
      <div className="chart-times" aria-hidden="true">
        <span>{first && clockTime(first.from)}</span>
        <span>{middle && clockTime(middle.from)}</span>
        <span>{words.overview.now}</span>
      </div>
      <details>
        <summary>{words.overview.table(heading)}</summary>
        <div className="chart-table" role="group" tabIndex={0} aria-label={words.overview.table(heading)}>
          <Table label={heading} columns={columns} rows={spans} keyOf={({ from }) => from} empty="" />
        </div>
      </details>
    </figure>
  );
}
