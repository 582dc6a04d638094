import { Button } from "../../base/Button";
import { Asking } from "../base/Asking";
import { Badge, toneOf } from "../base/Badge";
import { Table, type Column } from "../base/Table";
import { When } from "../base/When";
import { href } from "../place/place";
import { bytes, words } from "../strings";
import { namedOf, type Found } from "./filter";
import { isCancellable, useCancel } from "./useCancel";

interface DownloadTableProps {
  readonly downloads: readonly Found[];
  /** Where several can be chosen. */
  readonly selection?: Column<Found>;
}

const said = words.downloads;

const columns: readonly Column<Found>[] = [
  {
    name: said.progress,
    cell: ({ download: { progress, doneFiles, totalFiles } }) => said.progressed(progress, doneFiles, totalFiles),
  },
  { name: said.size, cell: ({ download: { totalBytes } }) => <span className="whole">{bytes(totalBytes)}</span> },
  { name: said.failure, cell: ({ download: { error } }) => (error ? `${error.code}: ${error.message}` : "–") },
  {
    name: said.owner,
    cell: ({ owner }) => <a href={href({ section: "downloads", query: { owner } })}>{owner}</a>,
  },
  { name: said.created, cell: ({ download }) => <When time={download.createdAt} /> },
  { name: said.changed, cell: ({ download }) => <When time={download.updatedAt} /> },
  { name: said.expires, cell: ({ download }) => <When time={download.expiresAt} /> },
];

const id: Column<Found> = {
  name: said.download,
  cell: ({ download: { jobId } }) => (
    <a className="id" href={href({ section: "downloads", id: jobId })}>
      {jobId}
    </a>
  ),
};

/** Each that has not ended can be cancelled where it stands. */
export function DownloadTable({ downloads, selection }: DownloadTableProps) {
  const cancel = useCancel();
  return (
    <Asking label={said.heading}>
      {(ask) => {
        const state: Column<Found> = {
          name: said.state,
          cell: ({ download }) => {
            const target = { named: [namedOf(download)] };
            return (
              <div className="row-actions">
                <Badge tone={toneOf(download.status.toUpperCase())}>{words.downloadStatuses[download.status]}</Badge>
                {isCancellable(target) && (
                  <Button small onClick={() => ask(cancel(target))}>
                    {words.actions.names.cancel}
                    <span className="unseen">{download.jobId}</span>
                  </Button>
                )}
              </div>
            );
          },
        };
        return (
          <Table
            label={said.heading}
            columns={[...(selection ? [selection] : []), id, state, ...columns]}
            rows={downloads}
            keyOf={({ download }) => download.jobId}
            empty={said.none}
          />
        );
      }}
    </Asking>
  );
}
