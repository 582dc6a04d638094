import { useQuery } from "@tanstack/react-query";
import { useOperator } from "../operator/operator";
import { overviewOf, USUAL_HOURS } from "../operator/overview";
import { words } from "../strings";
import { traceAddress } from "./traceAddress";

/** The id of a trace; where the server knows where traces can be looked at, it leads there. */
export function Trace({ traceId }: { readonly traceId: string | null }) {
  const template = useTemplate();
  if (traceId === null || traceId === "") return "–";
  const address = traceAddress(template, traceId);
  if (address === undefined) return <span className="id">{traceId}</span>;
  return (
    <a className="id" href={address} target="_blank" rel="noreferrer" title={words.traceOpens}>
      {traceId}
    </a>
  );
}

/** It does not change while the server runs: once is enough, whatever else the overview says meanwhile. */
function useTemplate(): string | null {
  const { client } = useOperator();
  const overview = useQuery({
    ...overviewOf(client, USUAL_HOURS),
    staleTime: Infinity,
    select: ({ traceUrl }) => traceUrl,
  });
  return overview.data ?? null;
}
