import { useQuery } from "@tanstack/react-query";
import { Loaded } from "../base/Loaded";
import { Panel } from "../base/Panel";
import { answer, POLL, useOperator } from "../operator/operator";
import { words } from "../strings";
import { CancelButton } from "./CancelButton";
import { Facts } from "./Facts";
import { namedOf, type Found } from "./filter";
import { ItemTable } from "./ItemTable";
import { isCancellable } from "./useCancel";

const said = words.downloads;

/** What will not change by itself is asked for once. */
function useDownload(id: string) {
  const { client } = useOperator();
  return useQuery({
    queryKey: ["download", id],
    queryFn: ({ signal }) => answer(client.once.GET("/v1/ops/downloads", { params: { query: { q: id } }, signal })),
    refetchInterval: ({ state }) => {
      const found = state.data?.items[0];
      return found && isCancellable({ named: [namedOf(found.download)] }) ? POLL : false;
    },
  });
}

/** One download's story: how far it is or why it failed, and what became of each photo. */
export function Download({ downloadId }: { readonly downloadId: string }) {
  return (
    <Loaded query={useDownload(downloadId)}>
      {({ items: [found] }) => (found ? <Told found={found} /> : <p className="note">{said.gone}</p>)}
    </Loaded>
  );
}

function Told({ found }: { readonly found: Found }) {
  const { error, items } = found.download;
  const target = { named: [namedOf(found.download)] };
  return (
    <>
      <Panel heading={said.one} actions={<CancelButton target={target} />}>
        {error && (
          <div className="trouble">
            <strong>{said.failures[error.code]}</strong>
            <span>{error.message}</span>
            {error.incidentId !== undefined && <span className="id">{said.incident(error.incidentId)}</span>}
          </div>
        )}
        <Facts found={found} />
      </Panel>
      <Panel heading={said.photos}>
        <ItemTable items={items} />
      </Panel>
    </>
  );
}
