import type { Schemas } from "@safelight/client";

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
  | { readonly kind: "well"; readonly said: string };

/** Why the photo is where it is: what an operator would read out of the whole story. `said` is a detail to be quoted. */
export function causeOf(story: Story, now: number): Cause {
  const { image, incident, state, jobs, notes } = story;
  if (incident) return { kind: "incident", said: incident.summary };
  if (image.fault) return { kind: "fault", said: image.fault.title };
  if (image.status === "REJECTED") {
    return { kind: "rejected", said: image.reasons.map(({ title }) => title).join(", ") };
  }
  if (image.status === "ACCEPTED") return { kind: "well", said: "" };
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
