import type { Schemas } from "@safelight/client";
import type { Target } from "../actions/actions";
import type { Place } from "../place/place";

export type Group = Schemas["OpsErrors"]["items"][number];
export type Example = Group["examples"][number];

/**
 * The images of a group that wait for an operator, where every one of them is known here. Of a larger group only some are
 * known, and no filter means the others: they are found among all images that are in error.
 */
export function stoppedOf({ stopped, examples }: Pick<Group, "stopped" | "examples">): Target | undefined {
  const images = examples.flatMap(({ imageId, status }) =>
    imageId !== null && status === "stopped" ? [{ imageId, filename: imageId, status: "ERROR" as const }] : [],
  );
  return images.length > 0 && images.length === stopped ? { images } : undefined;
}

/** Where an example's story is told; a download has none of its own. */
export function placeOf({
  imageId,
  owner,
}: Pick<Example, "imageId" | "owner">): Pick<Place, "section"> & Partial<Place> {
  return imageId === null ? { section: "downloads", query: { owner } } : { section: "images", id: imageId };
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
