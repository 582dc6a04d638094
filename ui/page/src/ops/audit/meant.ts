import type { Place } from "../place/place";
import { words } from "../strings";

/** What a deed was done to, as the audit has it: the ids or the filter that the operator gave. */
export interface Meant {
  readonly said: string;
  /** Where it can be seen. */
  readonly place?: Omit<Place, "query"> & Partial<Pick<Place, "query">>;
}

export function meantBy(selection: Readonly<Record<string, unknown>>): Meant {
  const { imageIds, filter, atMost, ...rest } = selection;
  if (Array.isArray(imageIds)) return named(imageIds.map(String));
  if (isRecord(filter)) return { said: saidOf(filter, atMost), place: { section: "images", query: queryOf(filter) } };
  return { said: pairs(rest) || "–", ...elsewhere(rest) };
}

function elsewhere({ webhookId, kind }: Readonly<Record<string, unknown>>): Pick<Meant, "place"> {
  if (typeof webhookId === "string") return { place: { section: "webhooks", id: webhookId } };
  return typeof kind === "string" ? { place: { section: "queues" } } : {};
}

function named(ids: readonly string[]): Meant {
  const [only] = ids;
  if (only === undefined || ids.length > 1) return { said: words.audit.several(ids.length) };
  return { said: only, place: { section: "images", id: only } };
}

function saidOf(filter: Readonly<Record<string, unknown>>, atMost: unknown): string {
  const narrowing = pairs(filter);
  return words.audit.matching(narrowing === "" ? words.images.everything : narrowing, Number(atMost));
}

/** As the list of images is narrowed. */
function queryOf({ state, owner, code, name }: Readonly<Record<string, unknown>>): Record<string, string> {
  const query = { status: state, owner, code, q: name };
  return Object.fromEntries(
    Object.entries(query).flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])),
  );
}

const pairs = (record: Readonly<Record<string, unknown>>) =>
  Object.entries(record)
    .filter(([, value]) => value != null)
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
