import type { Schemas } from "@safelight/client";
import type { Place } from "../place/place";
import { count, words } from "../strings";

/** Webhooks that fail, as far as they were looked for. */
export interface Failing {
  readonly found: number;
  readonly more: boolean;
}

type Data = Pick<Schemas["OpsOverview"], "dependencies" | "queues" | "workers" | "oldest" | "overdue" | "series">;

/** Something that is wrong right now, and where to look if there is more to be seen. */
export interface Wrong {
  readonly tone: "bad" | "warn";
  readonly said: string;
  /** What to do about it, where there is something to be said. */
  readonly advice?: string;
  readonly place?: Pick<Place, "section"> & Partial<Place>;
}

const HOUR = 3_600_000;

/** So much later than promised is usual: leases are renewed and jobs rung for in steps. */
const GRACE = 60_000;

/** What an operator has to know first, the worst first; nothing where all is well. */
export function wrongs(data: Data, failing: Failing, now: number): Wrong[] {
  return [
    ...broken(data),
    ...failed(data, now),
    ...slow(data),
    ...stopped(data),
    ...untold(failing),
    ...late(data, now),
  ];
}

const said = words.wrong;

function broken({ dependencies }: Data): Wrong[] {
  return dependencies.flatMap(({ name, trouble }): Wrong[] =>
    trouble === null
      ? []
      : [
          {
            tone: "bad",
            said: said.broken(words.overview.check(name), trouble),
            advice: said.whenBroken(name),
            place: { section: "errors" },
          },
        ],
  );
}

/** What takes longer to answer, in milliseconds, holds up all that asks it. */
export const SLOW = 500;

function slow({ dependencies }: Data): Wrong[] {
  return dependencies
    .filter(({ trouble, tookMs }) => trouble === null && tookMs > SLOW)
    .map(({ name, tookMs }) => ({
      tone: "warn",
      said: said.slow(words.overview.check(name), tookMs),
      advice: said.whenSlow(name),
    }));
}

function failed({ series: { spans, spanSeconds } }: Data, now: number): Wrong[] {
  const since = now - HOUR - spanSeconds * 1000;
  const errors = spans.reduce((sum, span) => (Date.parse(span.from) > since ? sum + span.error : sum), 0);
  return errors === 0
    ? []
    : [{ tone: "bad", said: said.errors(errors), place: { section: "errors", query: { hours: "1" } } }];
}

function stopped({ queues }: Data): Wrong[] {
  const place = { section: "queues" } as const;
  const paused = queues
    .filter((queue) => queue.paused)
    .map(({ kind, ready, delayed }) => said.paused(words.queues.kinds[kind], (ready ?? 0) + (delayed ?? 0)));
  const dead = queues.flatMap(({ kind, dead }) => (dead ? [said.givenUp(words.queues.kinds[kind], dead)] : []));
  return [...paused, ...dead].map((said) => ({ tone: "warn", said, place }));
}

function untold({ found, more }: Failing): Wrong[] {
  return found === 0 ? [] : [{ tone: "warn", said: said.webhooks(found, more), place: { section: "webhooks" } }];
}

function late({ workers, oldest, overdue }: Data, now: number): Wrong[] {
  const left = workers.flatMap(({ holds }) => holds).filter(({ until }) => Date.parse(until) + GRACE < now);
  const [first] = left;
  const gone: Wrong[] = first
    ? [
        {
          tone: "warn",
          said: said.left(left.length),
          advice: said.goneAdvice,
          place: { section: first.kind === "image" ? "images" : "downloads", id: first.id },
        },
      ]
    : [];
  const isLate = oldest !== null && Date.parse(oldest.dueAt) + GRACE < now;
  if (!isLate) return gone;
  return [
    ...gone,
    {
      tone: "warn",
      said: said.overdue(count(overdue)),
      advice: said.overdueAdvice,
      place: { section: "images", id: oldest.imageId },
    },
  ];
}
