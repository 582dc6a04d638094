import { words } from "../strings";
import { addressOf } from "./addressOf";
import { useElsewhere } from "./useElsewhere";

/** The id of a trace; where the server knows where traces can be looked at, it leads there. */
export function Trace({ traceId }: { readonly traceId: string | null }) {
  const elsewhere = useElsewhere();
  if (traceId === null || traceId === "") return "–";
  const address = addressOf(elsewhere?.traceUrl, "traceId", traceId);
  if (address === undefined) return <span className="id">{traceId}</span>;
  return (
    <a className="id" href={address} target="_blank" rel="noreferrer" title={words.traceOpens}>
      {traceId}
    </a>
  );
}
