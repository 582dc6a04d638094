import type { Schemas } from "@safelight/client";
import { words } from "../strings";

export type ImageAction = Schemas["OpsAction"];
export type Action = ImageAction | Schemas["OpsDownloadAction"];

type ImageState = Schemas["Status"];
type State = ImageState | Schemas["DownloadStatus"];

export const ACTIONS: readonly ImageAction[] = ["retry", "accept", "reject", "delete"];

/** So many can be named in one request, and so many be deleted or cancelled: the server refuses more. */
export const MOST_NAMED = 1_000;

/** So many can be meant by a filter. */
export const MOST = 10_000;

const mostOf = (action: Action) => (action === "delete" || action === "cancel" ? MOST_NAMED : MOST);

const from: Readonly<Record<Action, readonly State[] | undefined>> = {
  retry: ["ERROR"],
  accept: ["REJECTED"],
  reject: ["ACCEPTED"],
  delete: undefined,
  cancel: ["queued", "processing"],
};

/** Whether it changes what is in this state; all else the server leaves as it is. */
export const fits = (action: Action, state: State) => from[action]?.includes(state) ?? true;

/** An image or a download. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly status: State;
}

export const namedImage = ({ imageId, filename, status }: Schemas["Image"]): Named => ({
  id: imageId,
  name: filename,
  status,
});

/** Those that were pointed at. */
export interface Chosen {
  readonly named: readonly Named[];
}

/** All that a filter means, as an action knows it and as a person does. */
export interface Meant<Filter> {
  readonly filter: Filter;
  readonly said: string;
}

export interface Fitting<Filter> extends Meant<Filter> {
  readonly atMost: number;
}

/** The images that one error stopped. */
export interface Failed {
  readonly fingerprint: string;
  readonly hours: number;
  /** As far as is known here. */
  readonly stopped: number;
}

export type ImageFilter = NonNullable<Schemas["OpsActionRequest"]["filter"]>;

/** What something is to be done to. */
export type ImageTarget = Chosen | Fitting<ImageFilter> | Failed;

/** What makes sense for it: of a filter without a state, everything might. */
export function offered(target: ImageTarget): readonly ImageAction[] {
  if ("fingerprint" in target) return ["retry"];
  if ("named" in target) return ACTIONS.filter((action) => target.named.some(({ status }) => fits(action, status)));
  const { state, code } = target.filter;
  const looksAt = state ?? (code === undefined ? undefined : "REJECTED");
  return looksAt === undefined ? ACTIONS : ACTIONS.filter((action) => fits(action, looksAt));
}

export function request(action: ImageAction, target: ImageTarget, reason: string): Schemas["OpsActionRequest"] {
  if ("named" in target) return { action, reason, imageIds: target.named.map(({ id }) => id) };
  if ("filter" in target) return { action, reason, filter: target.filter, atMost: bounded(action, target.atMost) };
  return { action, reason, fingerprint: target.fingerprint, hours: target.hours };
}

export const bounded = (action: Action, atMost: number) => Math.min(atMost, mostOf(action));

interface Question {
  readonly heading: string;
  readonly text: string;
  readonly button: string;
}

/** What will happen and to how many, before it does. */
export function question(action: Action, target: Chosen | Fitting<{ readonly state?: State }> | Failed): Question {
  if ("named" in target) return aboutChosen(action, target);
  return "filter" in target ? aboutFitting(action, target) : aboutFailed(action, target);
}

const said = words.actions;

function aboutChosen(action: Action, { named }: Chosen): Question {
  const fitting = named.filter(({ status }) => fits(action, status));
  const only = named.length === 1 ? named[0] : undefined;
  return {
    heading: said.heading(action, only ? said.one(action, only.name) : said.several(action, fitting.length)),
    text: said.will(action, fitting.length, named.length - fitting.length),
    button: said.button(action, fitting.length),
  };
}

function aboutFitting(action: Action, target: Fitting<{ readonly state?: State }>): Question {
  const atMost = bounded(action, target.atMost);
  const { state } = target.filter;
  const states = state === undefined ? (from[action] ?? []) : [state];
  return {
    heading: said.heading(action, said.matching),
    text: said.willMatching(action, target.said, states.map(word), atMost),
    button: said.buttonAtMost(action, atMost),
  };
}

function aboutFailed(action: Action, { hours, stopped }: Failed): Question {
  return {
    heading: said.heading(action, said.failed),
    text: said.willFailed(action, stopped, hours),
    button: said.button(action, stopped),
  };
}

const word = (state: State) => ({ ...words.statuses, ...words.downloadStatuses })[state];
