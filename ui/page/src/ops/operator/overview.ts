import type { Client } from "@safelight/client";
import { queryOptions } from "@tanstack/react-query";
import { answer } from "./operator";

/** Of the charts, where nobody asks for others. */
export const USUAL_HOURS = 6;

/** How things stand, and how they went in the last hours. */
export const overviewOf = (client: Client, hours: number) =>
  queryOptions({
    queryKey: ["overview", hours],
    queryFn: ({ signal }) => answer(client.once.GET("/v1/ops/overview", { params: { query: { hours } }, signal })),
  });
