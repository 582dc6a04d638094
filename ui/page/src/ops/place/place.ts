/** Where on the page one is, as its address says behind the `#`: there the server never sees it, and a link leads back. */
export interface Place {
  readonly section: Section;
  /** One thing of the section. */
  readonly id?: string;
  /** How the list is narrowed. */
  readonly query: Readonly<Record<string, string>>;
}

export const SECTIONS = [
  "overview",
  "images",
  "downloads",
  "queues",
  "errors",
  "webhooks",
  "audit",
  "policy",
  "find",
] as const;

export type Section = (typeof SECTIONS)[number];

/** What is no place leads to the overview. */
export function parse(hash: string): Place {
  const [path = "", search = ""] = hash.replace(/^#?\/?/, "").split("?", 2);
  const [name = "", id = ""] = path.split("/");
  const section = SECTIONS.find((known) => known === name) ?? "overview";
  const query = Object.fromEntries([...new URLSearchParams(search)].filter(([, value]) => value !== ""));
  return { section, query, ...(id === "" ? {} : { id: decoded(id) }) };
}

export function href({ section, id, query = {} }: Omit<Place, "query"> & Partial<Pick<Place, "query">>): string {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== "")).toString();
  return `#/${section}${id === undefined ? "" : `/${encodeURIComponent(id)}`}${search === "" ? "" : `?${search}`}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (malformed) {
    if (malformed instanceof URIError) return part; // somebody typed it
    throw malformed;
  }
}
