import { MOST_NAMED, type Filter as Meant, type Target } from "../actions/actions";
import { words } from "../strings";
import type { Filter, Found } from "./filter";

/** Some that were pointed at, or all that fit the filter, of which only a page may be here. */
export type Selection = { readonly ids: ReadonlySet<string> } | { readonly atMost: number };

export const NONE: Selection = { ids: new Set() };

/** No more than can be named in one request. */
export function toggled(selection: Selection, id: string): Selection {
  const ids = new Set("ids" in selection ? selection.ids : []);
  if (!ids.delete(id) && ids.size < MOST_NAMED) ids.add(id);
  return { ids };
}

export const pageOf = (found: readonly Found[]): Selection => ({
  ids: new Set(found.slice(0, MOST_NAMED).map(({ image }) => image.imageId)),
});

/** What is chosen and still here: what was changed meanwhile may be in another list by now. */
export const chosenOf = (selection: Selection, found: readonly Found[]) =>
  "ids" in selection ? found.filter(({ image }) => selection.ids.has(image.imageId)) : [];

export function targetOf(selection: Selection, found: readonly Found[], filter: Filter): Target | undefined {
  if (!("ids" in selection)) {
    const meant = meantBy(filter);
    return meant && { filter: meant, said: saidOf(filter), atMost: selection.atMost };
  }
  const images = chosenOf(selection, found).map(({ image: { imageId, filename, status } }) => ({
    imageId,
    filename,
    status,
  }));
  return images.length === 0 ? undefined : { images };
}

const IS_ONE = /^(\d+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32})$/i;

/** The filter as actions know it; undefined where what was looked for is no name but a number, an id or a trace. */
export function meantBy({ state, owner, code, q }: Filter): Meant | undefined {
  if (q !== undefined && IS_ONE.test(q)) return undefined;
  return { ...(state && { state }), ...(owner && { owner }), ...(code && { code }), ...(q && { name: q }) };
}

function saidOf({ state, owner, code, q }: Filter): string {
  const said = words.images;
  const parts: readonly (readonly [string, string | undefined])[] = [
    [said.state, state && words.statuses[state]],
    [said.owner, owner],
    [said.code, code],
    [said.begins, q],
  ];
  const narrowing = parts.filter(([, value]) => value !== undefined);
  return narrowing.length === 0 ? said.everything : narrowing.map(([name, value]) => `${name}: ${value}`).join(", ");
}
