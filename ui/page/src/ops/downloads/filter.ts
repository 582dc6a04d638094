import type { Schemas } from "@safelight/client";
import type { Meant, Named } from "../actions/actions";
import { saidOf, words } from "../strings";

export type Found = Schemas["OpsDownloadPage"]["items"][number];
export type Download = Found["download"];
type Status = Download["status"];

/** How a list of downloads is narrowed; what is not there narrows nothing. */
export interface Filter {
  readonly state?: Status;
  readonly owner?: string;
}

export const STATES = Object.entries(words.downloadStatuses) as readonly (readonly [Status, string])[];

/** As the page's address says it, where a state that is none narrows nothing. */
export function filterOf(query: Readonly<Record<string, string>>): Filter {
  const state = STATES.map(([status]) => status).find((status) => status === query["status"]);
  const { owner } = query;
  return { ...(state && { state }), ...(owner && { owner }) };
}

export const namedOf = ({ jobId, status }: Download): Named => ({ id: jobId, name: jobId, status });

export type CancelFilter = NonNullable<Schemas["OpsDownloadActionRequest"]["filter"]>;

/** The filter as cancelling knows it; undefined where nothing that it means could be cancelled. */
export function meantBy({ state, owner }: Filter): Meant<CancelFilter> | undefined {
  if (state !== undefined && state !== "queued" && state !== "processing") return undefined;
  const { state: inState, owner: of, everything } = words.downloads;
  return {
    filter: { ...(state && { state }), ...(owner && { owner }) },
    said: saidOf({ [inState]: state && words.downloadStatuses[state], [of]: owner }) || everything,
  };
}
