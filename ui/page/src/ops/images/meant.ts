import type { ImageFilter, Meant } from "../actions/actions";
import { saidOf, words } from "../strings";
import type { Filter } from "./filter";

const IS_ONE = /^(\d+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32})$/i;

/** The filter as actions know it; undefined where what was looked for is no name but a number, an id or a trace. */
export function meantBy({ state, owner, code, q }: Filter): Meant<ImageFilter> | undefined {
  if (q !== undefined && IS_ONE.test(q)) return undefined;
  const { state: inState, owner: of, code: why, begins, everything } = words.images;
  return {
    filter: { ...(state && { state }), ...(owner && { owner }), ...(code && { code }), ...(q && { name: q }) },
    said: saidOf({ [inState]: state && words.statuses[state], [of]: owner, [why]: code, [begins]: q }) || everything,
  };
}
