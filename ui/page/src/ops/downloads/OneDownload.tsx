import { useQuery } from "@tanstack/react-query";
import { Button } from "../../base/Button";
import { Asking } from "../base/Asking";
import { Loaded } from "../base/Loaded";
import { Panel } from "../base/Panel";
import { answer, POLL, useOperator } from "../operator/operator";
import { href } from "../place/place";
import { words } from "../strings";
import { Facts } from "./Facts";
import { namedOf, type Download, type Found } from "./filter";
import { ItemTable } from "./ItemTable";
import { isCancellable, useCancel } from "./useCancel";

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
export function OneDownload({ downloadId }: { readonly downloadId: string }) {
  return (
    <Loaded query={useDownload(downloadId)}>
      {({ items: [found] }) => (found ? <Told found={found} /> : <p className="note">{said.gone}</p>)}
    </Loaded>
  );
}

function Told({ found }: { readonly found: Found }) {
  const { download } = found;
  const cancel = useCancel();
  const target = { named: [namedOf(download)] };
  return (
    <>
      <Asking label={said.one}>
        {(ask) => (
          <Panel
            heading={said.one}
            actions={
              isCancellable(target) && (
                <Button small onClick={() => ask(cancel(target))}>
                  {words.actions.names.cancel}
                </Button>
              )
            }
          >
            {download.error && <Failure error={download.error} />}
            <Facts found={found} />
          </Panel>
        )}
      </Asking>
      <Panel heading={said.photos}>
        <ItemTable items={download.items} />
      </Panel>
    </>
  );
}

/** Its owner is told no more than that it failed; why is there. */
const ERRORS = { section: "errors", query: { kind: "build", hours: "168" } } as const;

function Failure({ error: { code, message, incidentId } }: { readonly error: NonNullable<Download["error"]> }) {
  return (
    <div className="trouble">
      <strong>{said.failures[code]}</strong>
      <span>{message}</span>
      {incidentId !== undefined && <span className="id">{said.incident(incidentId)}</span>}
      {code === "ERROR" && <a href={href(ERRORS)}>{said.toErrors}</a>}
    </div>
  );
}
