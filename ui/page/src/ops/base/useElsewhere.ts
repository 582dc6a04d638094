import { useQuery } from "@tanstack/react-query";
import { useOperator } from "../operator/operator";
import { overviewOf, USUAL_HOURS } from "../operator/overview";

/**
 * Where traces and logs are looked at; undefined until the server has said. It does not change while that runs: once is
 * enough, whatever else the overview says meanwhile.
 */
export function useElsewhere() {
  const { client } = useOperator();
  const overview = useQuery({
    ...overviewOf(client, USUAL_HOURS),
    staleTime: Infinity,
    select: ({ traceUrl, logUrl }) => ({ traceUrl, logUrl }),
  });
  return overview.data;
}
