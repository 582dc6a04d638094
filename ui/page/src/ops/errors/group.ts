import type { Schemas } from "@safelight/client";
import type { Place } from "../place/place";

export type Group = Schemas["OpsErrors"]["items"][number];
export type Example = Group["examples"][number];

/** Where an example's story is told. */
export function placeOf({
  imageId,
  downloadId,
}: Pick<Example, "imageId" | "downloadId">): Pick<Place, "section" | "id"> {
  if (imageId !== null) return { section: "images", id: imageId };
  return downloadId === null ? { section: "downloads" } : { section: "downloads", id: downloadId };
}

export const HOURS = ["1", "6", "24", "168"] as const;

export interface Filter {
  readonly hours: number;
  readonly kind?: Group["kind"];
  readonly code?: Group["code"];
  readonly q?: string;
}

export const KINDS = ["verify", "judge", "build"] as const satisfies readonly Group["kind"][];
export const CODES = ["OUTAGE", "OBJECT_GONE", "WORKER_LOST", "UNEXPECTED"] as const satisfies readonly Group["code"][];

export function filterOf(query: Readonly<Record<string, string>>): Filter {
  const hours = HOURS.find((known) => known === query["hours"]) ?? "24";
  const kind = KINDS.find((known) => known === query["kind"]);
  const code = CODES.find((known) => known === query["code"]);
  const { q } = query;
  return { hours: Number(hours), ...(kind && { kind }), ...(code && { code }), ...(q && { q }) };
}
