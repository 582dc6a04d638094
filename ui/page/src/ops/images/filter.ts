import type { Schemas } from "@safelight/client";

export type Status = Schemas["Status"];
export type Found = Schemas["OpsImagePage"]["items"][number];

export const STATUSES: readonly Status[] = [
  "ERROR",
  "PROCESSING",
  "VERIFYING",
  "AWAITING_UPLOAD",
  "REJECTED",
  "UPLOAD_FAILED",
  "ACCEPTED",
];

/** How a list of images is narrowed; what is not there narrows nothing. */
export interface Filter {
  readonly state?: Status;
  readonly owner?: string;
  readonly code?: string;
  readonly q?: string;
}

/** As the page's address says it, where a state that is none narrows nothing. */
export function filterOf(query: Readonly<Record<string, string>>): Filter {
  const state = STATUSES.find((status) => status === query["status"]);
  const { owner, code, q } = query;
  return {
    ...(state && { state }),
    ...(owner && { owner }),
    ...(code && { code }),
    ...(q && { q }),
  };
}

export function queryOf({ state, ...rest }: Filter): Record<string, string> {
  return { ...rest, ...(state && { status: state }) };
}

/** What is wrong with it, in as few words as a list has room for. */
export function causeOf({ image, incident }: Pick<Found, "image" | "incident">): string {
  if (incident) return incident.summary;
  if (image.fault) return image.fault.title;
  return image.reasons.map(({ title }) => title).join(", ");
}
