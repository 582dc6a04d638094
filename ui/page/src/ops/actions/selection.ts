import { MOST_NAMED, type Chosen, type Fitting, type Meant, type Named } from "./actions";

/** Some that were pointed at, or all that fit the filter, of which only a page may be here. */
export type Selection = { readonly ids: ReadonlySet<string> } | { readonly atMost: number };

export const NONE: Selection = { ids: new Set() };

/** No more than can be named in one request. */
export function toggled(selection: Selection, id: string): Selection {
  const ids = new Set("ids" in selection ? selection.ids : []);
  if (!ids.delete(id) && ids.size < MOST_NAMED) ids.add(id);
  return { ids };
}

export const pageOf = (listed: readonly Named[]): Selection => ({
  ids: new Set(listed.slice(0, MOST_NAMED).map(({ id }) => id)),
});

/** What is chosen and still here: what was changed meanwhile may be in another list by now. */
export const chosenOf = (selection: Selection, listed: readonly Named[]) =>
  "ids" in selection ? listed.filter(({ id }) => selection.ids.has(id)) : [];

/** Undefined where nothing is chosen. */
export function targetOf<Filter>(
  selection: Selection,
  listed: readonly Named[],
  meant: Meant<Filter> | undefined,
): Chosen | Fitting<Filter> | undefined {
  if (!("ids" in selection)) return meant && { ...meant, atMost: selection.atMost };
  const named = chosenOf(selection, listed);
  return named.length === 0 ? undefined : { named };
}
