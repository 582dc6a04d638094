import type { Schemas } from "@safelight/client";
import { words } from "../strings";

export type Story = Schemas["OpsStory"];

/** One thing that happened to an image. */
export interface Moment {
  readonly at: string;
  readonly kind: "move" | "note";
  readonly from: Schemas["Status"] | null;
  readonly to: Schemas["Status"] | null;
  readonly chapter: number | null;
  readonly attempt: number;
  readonly why: string;
  readonly traceId: string | null;
  /** Since the one before, in seconds; null for the first. */
  readonly after: number | null;
}

/** Moves and what happened between them, as they came. What came at the same time is told in the order it was written down. */
export function moments({ history, notes }: Pick<Story, "history" | "notes">): Moment[] {
  const moves = history.map((step) => ({ ...step, kind: "move" as const }));
  const between = notes.map((note) => ({
    ...note,
    kind: "note" as const,
    from: null,
    to: null,
    chapter: null,
    traceId: null,
  }));
  const all = [...moves, ...between].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return all.map((moment, index) => {
    const before = all[index - 1];
    return { ...moment, after: before ? (Date.parse(moment.at) - Date.parse(before.at)) / 1000 : null };
  });
}

const GRACE = 30_000;

export type Cause =
  | { readonly kind: "incident"; readonly said: string }
  | { readonly kind: "fault"; readonly said: string }
  | { readonly kind: "rejected"; readonly said: string }
  | { readonly kind: "givenUp"; readonly said: string }
  | { readonly kind: "leaseOver"; readonly said: string }
  | { readonly kind: "working"; readonly said: string }
  | { readonly kind: "putOff"; readonly said: string }
  | { readonly kind: "overdue"; readonly said: string }
  | { readonly kind: "waitsForUpload"; readonly said: string }
  | { readonly kind: "waits"; readonly said: string }
  | { readonly kind: "untold"; readonly said: string }
  | { readonly kind: "well"; readonly said: string };

/** Why the photo is where it is: what an operator would read out of the whole story. `said` is a detail to be quoted. */
export function causeOf(story: Story, now: number): Cause {
  const { image, incident, state, jobs, notes } = story;
  if (incident) return { kind: "incident", said: incident.summary };
  if (image.fault) return { kind: "fault", said: image.fault.title };
  if (image.status === "REJECTED") {
    return { kind: "rejected", said: image.reasons.map(because).join("; ") };
  }
  if (image.status === "ACCEPTED") return { kind: untold(story).length > 0 ? "untold" : "well", said: "" };
  if (jobs.some(({ dead }) => dead)) return { kind: "givenUp", said: notes.at(-1)?.why ?? "" };
  if (state.lease) {
    const isOver = Date.parse(state.lease.until) < now;
    return { kind: isOver ? "leaseOver" : "working", said: state.lease.worker };
  }
  if (image.status === "AWAITING_UPLOAD") return { kind: "waitsForUpload", said: "" };
  const isOverdue = state.dueAt !== null && Date.parse(state.dueAt) + GRACE < now;
  if (isOverdue) return { kind: "overdue", said: notes.at(-1)?.why ?? "" };
  if (state.attempts > 0 && notes.length > 0) return { kind: "putOff", said: notes.at(-1)?.why ?? "" };
  return { kind: "waits", said: "" };
}

/** With what was measured: "blurry" alone does not tell a bad photo from a bad limit. */
function because({ code, measured, limit, unit }: Schemas["Reason"]): string {
  return words.photo.because(code, `${measured} ${unit}`, limit === null ? undefined : `${limit} ${unit}`);
}

/** A webhook that could not be told. */
export interface Untold {
  readonly webhookId: string;
  readonly url: string;
  /** What it answered last. */
  readonly said: string;
}

/** Whom the last of the photo's events did not reach: it may be judged long since, and its owner not know. */
export function untold({ deliveries }: Pick<Story, "deliveries">): Untold[] {
  const latest = new Map<string, Story["deliveries"][number]>();
  for (const delivered of deliveries) {
    const { webhookId, sequence } = delivered.delivery;
    if (sequence >= (latest.get(webhookId)?.delivery.sequence ?? 0)) latest.set(webhookId, delivered);
  }
  return [...latest.values()].flatMap(({ url, delivery: { webhookId, log } }) => {
    const last = log.at(-1);
    return !last || last.delivered
      ? []
      : [{ webhookId, url, said: words.photo.answered(last.status, last.error, last.answer) }];
  });
}
