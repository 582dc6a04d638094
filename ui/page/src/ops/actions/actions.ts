import type { Schemas } from "@safelight/client";
import { words } from "../strings";

export type Action = Schemas["OpsAction"];
export type Status = Schemas["Status"];
export type Filter = NonNullable<Schemas["OpsActionRequest"]["filter"]>;

export const ACTIONS: readonly Action[] = ["retry", "accept", "reject", "delete"];

/** So many images can be named in one request, and so many be deleted: the server refuses more. */
export const MOST_NAMED = 1_000;

/** So many can be meant by a filter. */
export const MOST = 10_000;

/** What can be chosen as the end of it. */
export const BOUNDS = [10, 100, MOST_NAMED, MOST] as const;

export const mostOf = (action: Action) => (action === "delete" ? MOST_NAMED : MOST);

const from: Readonly<Record<Action, Status | undefined>> = {
  retry: "ERROR",
  accept: "REJECTED",
  reject: "ACCEPTED",
  delete: undefined,
};

/** Whether it changes what is in this state; all else the server leaves as it is. */
export const fits = (action: Action, status: Status) => from[action] === undefined || from[action] === status;

export interface Named {
  readonly imageId: string;
  readonly filename: string;
  readonly status: Status;
}

/** What something is to be done to. */
export type Target =
  { readonly images: readonly Named[] } | { readonly filter: Filter; readonly said: string; readonly atMost: number };

/** What makes sense for it: of a filter without a state, everything might. */
export function offered(target: Target): readonly Action[] {
  if ("images" in target) return ACTIONS.filter((action) => target.images.some(({ status }) => fits(action, status)));
  const { state, code } = target.filter;
  const looksAt = state ?? (code === undefined ? undefined : "REJECTED");
  return looksAt === undefined ? ACTIONS : ACTIONS.filter((action) => fits(action, looksAt));
}

export function request(action: Action, target: Target, reason: string): Schemas["OpsActionRequest"] {
  if ("images" in target) return { action, reason, imageIds: target.images.map(({ imageId }) => imageId) };
  return { action, reason, filter: target.filter, atMost: Math.min(target.atMost, mostOf(action)) };
}

/** What will happen and to how many, before it does. */
export function question(action: Action, target: Target): { heading: string; text: string; button: string } {
  const said = words.actions;
  if (!("images" in target)) {
    const atMost = Math.min(target.atMost, mostOf(action));
    const state = target.filter.state ?? from[action];
    return {
      heading: said.heading(action, said.matching),
      text: said.willMatching(action, target.said, state && words.statuses[state], atMost),
      button: said.buttonAtMost(action, atMost),
    };
  }
  const fitting = target.images.filter(({ status }) => fits(action, status));
  const only = target.images.length === 1 ? target.images[0] : undefined;
  return {
    heading: said.heading(action, only ? said.one(only.filename) : said.several(fitting.length)),
    text: said.will(action, fitting.length, target.images.length - fitting.length),
    button: said.button(action, fitting.length),
  };
}
