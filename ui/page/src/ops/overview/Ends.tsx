import type { Column } from "../base/Table";
import { clockTime, count, words } from "../strings";
import { Chart, HEIGHT, WIDTH } from "./Chart";
import { stack, top, type Span } from "./series";

const kinds = ["accepted", "rejected", "uploadFailed", "error"] as const;

const columns: readonly Column<Span>[] = [
  { name: words.overview.from, cell: ({ from }) => clockTime(from) },
  ...kinds.map((kind) => ({
    name: words.overview.ends[kind],
    number: true,
    cell: (span: Span) => count(span[kind]),
  })),
];

/** What became of photos: as many bars as there are spans, each made of what ended in it. */
export function Ends({ spans }: { readonly spans: readonly Span[] }) {
  const sumOf = (span: Span) => kinds.reduce((sum, kind) => sum + span[kind], 0);
  const most = top(Math.max(...spans.map(sumOf), 1));
  const wide = WIDTH / Math.max(1, spans.length);
  const total = (kind: (typeof kinds)[number]) => spans.reduce((sum, span) => sum + span[kind], 0);
  return (
    <Chart
      heading={words.overview.throughput}
      summary={words.overview.throughputSummary(
        total("accepted"),
        total("rejected"),
        total("uploadFailed"),
        total("error"),
      )}
      legend={kinds.map((kind) => ({ name: words.overview.ends[kind], look: `part-${kind}` }))}
      most={count(most)}
      spans={spans}
      columns={columns}
    >
      {spans.map((span, index) =>
        stack(
          kinds.map((kind) => span[kind]),
          most,
          HEIGHT,
        ).map(({ y, height }, part) => (
          <rect
            key={`${span.from} ${part}`}
            className={`part-${kinds[part] ?? ""}`}
            x={index * wide + wide * 0.1}
            y={y}
            width={wide * 0.8}
            height={height}
          />
        )),
      )}
    </Chart>
  );
}
