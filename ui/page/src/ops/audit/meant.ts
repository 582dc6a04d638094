import type { Place } from "../place/place";
import { words } from "../strings";

type Said = Readonly<Record<string, unknown>>;

/** What a deed was done to, as the audit has it: the ids, the filter or the error that the operator gave. */
export interface Meant {
  readonly said: string;
  /** Where it can be seen. */
  readonly place?: Omit<Place, "query"> & Partial<Pick<Place, "query">>;
}

const said = words.audit;

export function meantBy({ action, selection }: { readonly action: string; readonly selection: Said }): Meant {
  const { imageIds, downloadIds, filter, atMost, fingerprint, hours, ...rest } = selection;
  if (Array.isArray(imageIds)) return named("images", imageIds.map(String));
  if (Array.isArray(downloadIds)) return named("downloads", downloadIds.map(String));
  if (isRecord(filter)) return fitting(action === "cancel" ? "downloads" : "images", filter, atMost);
  if (typeof fingerprint === "string") return failed(fingerprint, Number(hours));
  return { said: pairs(rest) || "–", ...elsewhere(rest) };
}

function elsewhere({ webhookId, kind }: Said): Pick<Meant, "place"> {
  if (typeof webhookId === "string") return { place: { section: "webhooks", id: webhookId } };
  return typeof kind === "string" ? { place: { section: "queues" } } : {};
}

type Things = "images" | "downloads";

function named(section: Things, ids: readonly string[]): Meant {
  const [only] = ids;
  if (only === undefined || ids.length > 1) return { said: words[section].several(ids.length) };
  return { said: only, place: { section, id: only } };
}

function fitting(section: Things, filter: Said, atMost: unknown): Meant {
  const narrowing = pairs(filter) || words[section].everything;
  return { said: said.matching(narrowing, Number(atMost)), place: { section, query: queryOf(filter) } };
}

/** Not the error itself, which is gone once all of it was tried again, but where it was. */
function failed(fingerprint: string, hours: number): Meant {
  return { said: said.failed(fingerprint, hours), place: { section: "errors", query: { hours: `${hours}` } } };
}

/** As the list is narrowed. */
function queryOf({ state, owner, code, name }: Said): Record<string, string> {
  const query = { status: state, owner, code, q: name };
  return Object.fromEntries(
    Object.entries(query).flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])),
  );
}

const pairs = (record: Said) =>
  Object.entries(record)
    .filter(([, value]) => value != null)
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");

function isRecord(value: unknown): value is Said {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
