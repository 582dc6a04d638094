import type { Schemas } from "@safelight/client";
import { useState, type SubmitEvent } from "react";
import { Button } from "../../base/Button";
import { Badge, toneOf } from "../base/Badge";
import { ChoiceField, TextField } from "../base/Fields";
import { Paged } from "../base/Paged";
import { Panel } from "../base/Panel";
import { Table, type Column } from "../base/Table";
import { When } from "../base/When";
import { answer, useOperator } from "../operator/operator";
import { usePages } from "../operator/usePages";
import { href } from "../place/place";
import { go, usePlace } from "../place/usePlace";
import { bytes, words } from "../strings";

type Found = Schemas["OpsDownloadPage"]["items"][number];
type Status = Found["download"]["status"];

const said = words.downloads;
const states = Object.entries(words.downloadStatuses);

const columns: readonly Column<Found>[] = [
  { name: said.download, cell: ({ download }) => <span className="id">{download.jobId}</span> },
  {
    name: said.state,
    cell: ({ download: { status } }) => (
      <Badge tone={toneOf(status.toUpperCase())}>{words.downloadStatuses[status]}</Badge>
    ),
  },
  {
    name: said.progress,
    cell: ({ download: { progress, doneFiles, totalFiles } }) => said.progressed(progress, doneFiles, totalFiles),
  },
  { name: said.size, cell: ({ download: { totalBytes } }) => bytes(totalBytes) },
  { name: said.failure, cell: ({ download: { error } }) => (error ? `${error.code}: ${error.message}` : "–") },
  {
    name: said.owner,
    cell: ({ owner }) => <a href={href({ section: "downloads", query: { owner } })}>{owner}</a>,
  },
  { name: said.created, cell: ({ download }) => <When time={download.createdAt} /> },
  { name: said.changed, cell: ({ download }) => <When time={download.updatedAt} /> },
  { name: said.expires, cell: ({ download }) => <When time={download.expiresAt} /> },
];

/** Archives of all owners. */
export function Downloads() {
  const { client } = useOperator();
  const { query } = usePlace();
  const { owner } = query;
  const state = statusOf(query["status"]);
  const filter = { ...(state && { state }), ...(owner && { owner }) };
  const downloads = usePages(["downloads", filter], ({ query: page, signal }) =>
    answer(client.once.GET("/v1/ops/downloads", { params: { query: { ...filter, ...page } }, signal })),
  );
  return (
    <Panel heading={said.heading}>
      <Narrow key={JSON.stringify(filter)} state={state ?? ""} owner={owner ?? ""} />
      <Paged pages={downloads}>
        {(found) => (
          <Table
            label={said.heading}
            columns={columns}
            rows={found}
            keyOf={({ download }) => download.jobId}
            empty={said.none}
          />
        )}
      </Paged>
    </Panel>
  );
}

const statusOf = (text: string | undefined) =>
  states.map(([status]) => status as Status).find((status) => status === text);

function Narrow(first: { readonly state: string; readonly owner: string }) {
  const [state, setState] = useState(first.state);
  const [owner, setOwner] = useState(first.owner);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    go({ section: "downloads", query: { status: state, owner: owner.trim() } });
  };
  return (
    <form className="filter" onSubmit={submit}>
      <ChoiceField label={said.state} value={state} choices={states} onChange={setState} />
      <TextField label={said.owner} value={owner} onChange={setOwner} />
      <Button type="submit">{said.narrow}</Button>
    </form>
  );
}
