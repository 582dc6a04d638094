import type { Column } from "../base/Table";
import { clockTime, span as said, words } from "../strings";
import { Chart, HEIGHT, WIDTH } from "./Chart";
import { lines, top, type Span } from "./series";

const time = (ms: number | null) => (ms === null ? "–" : said(ms / 1000));

const columns: readonly Column<Span>[] = [
  { name: words.overview.from, cell: ({ from }) => clockTime(from) },
  { name: words.overview.median, number: true, cell: ({ medianMs }) => time(medianMs) },
  { name: words.overview.p95, number: true, cell: ({ p95Ms }) => time(p95Ms) },
];

/** How long a verdict took, from the upload on. */
export function Latency({ spans }: { readonly spans: readonly Span[] }) {
  const most = top(Math.max(...spans.map(({ medianMs, p95Ms }) => Math.max(medianMs ?? 0, p95Ms ?? 0)), 1000));
  const wide = WIDTH / Math.max(1, spans.length);
  const at = (index: number) => (index + 0.5) * wide;
  const last = spans.findLast(({ p95Ms }) => p95Ms !== null);
  const drawn = (look: string, values: readonly (number | null)[]) =>
    lines(values, at, most, HEIGHT).map((points) =>
      points.includes(" ") ? (
        <polyline key={points} className={look} points={points} />
      ) : (
        <path key={points} className={`${look} line-alone`} d={`M${points}h1`} />
      ),
    );
  return (
    <Chart
      heading={words.overview.latency}
      summary={
        last ? words.overview.latencySummary(time(last.medianMs), time(last.p95Ms)) : words.overview.nothingEnded
      }
      legend={[
        { name: words.overview.median, look: "line-median" },
        { name: words.overview.p95, look: "line-p95" },
      ]}
      most={time(most)}
      spans={spans}
      columns={columns}
    >
      {drawn(
        "line-p95",
        spans.map(({ p95Ms }) => p95Ms),
      )}
      {drawn(
        "line-median",
        spans.map(({ medianMs }) => medianMs),
      )}
    </Chart>
  );
}
