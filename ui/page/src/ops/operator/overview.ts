import type { Client } from "@safelight/client";
import { queryOptions } from "@tanstack/react-query";
import { answer } from "./operator";

/** How things stand, and how they went in the last hours. */
export const overviewOf = (client: Client, hours: number) =>
  queryOptions({
    queryKey: ["overview", hours],
    queryFn: ({ signal }) => answer(client.once.GET("/v1/ops/overview", { params: { query: { hours } }, signal })),
  });
