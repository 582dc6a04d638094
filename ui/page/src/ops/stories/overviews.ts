import type { Schemas } from "@safelight/client";
import { at, id } from "./made";

type Overview = Schemas["OpsOverview"];
type Kind = Schemas["QueueKind"];

const MINUTE = 60;

const queue = (kind: Kind, more: Partial<Schemas["OpsQueue"]> = {}): Schemas["OpsQueue"] => ({
  kind,
  paused: false,
  state: "running",
  ready: 0,
  delayed: 0,
  claimed: 0,
  dead: 0,
  longestDueSince: null,
  ...more,
});

/** Of six hours, in spans of ten minutes. */
function series(errors: (span: number) => number): Overview["series"] {
  const length = 36;
  const spanSeconds = 10 * MINUTE;
  const spans = Array.from({ length }, (_, span) => ({
    from: at((span - length) * spanSeconds),
    accepted: 20 + ((span * 7) % 11),
    rejected: 4 + ((span * 5) % 6),
    uploadFailed: span % 9 === 0 ? 1 : 0,
    error: errors(span),
    medianMs: 640 + ((span * 37) % 90),
    p95Ms: 1500 + ((span * 53) % 400),
  }));
  return { since: at(-length * spanSeconds), spanSeconds, whole: true, spans };
}

const works = (name: string, tookMs: number) => ({ name, tookMs, trouble: null });

export const overview = (): Overview => ({
  at: at(0),
  health: { status: "healthy", checks: { database: "ok", queue: "ok", storage: "ok", workers: "ok" } },
  dependencies: [works("storage", 12), works("database", 2), works("queue", 3), works("workers", 0)],
  mostCounted: 100_000,
  images: {
    AWAITING_UPLOAD: 3,
    VERIFYING: 1,
    PROCESSING: 4,
    ACCEPTED: 48_211,
    REJECTED: 9_120,
    UPLOAD_FAILED: 87,
    ERROR: 0,
  },
  downloads: { queued: 1, processing: 1, completed: 312, failed: 2, cancelled: 5, expired: 1_940 },
  overdue: 0,
  oldest: { imageId: id(1), owner: "anna", status: "PROCESSING", createdAt: at(-4), since: at(-3), dueAt: at(20) },
  queues: [queue("verify"), queue("judge", { ready: 2, claimed: 4 }), queue("build", { claimed: 1 })],
  workers: [
    {
      worker: "node-1/4711",
      holds: [
        { kind: "image", id: id(1), owner: "anna", since: at(-3), until: at(27), attempt: 1 },
        { kind: "download", id: id(2), owner: "ben", since: at(-14), until: at(16), attempt: 1 },
      ],
    },
  ],
  series: series(() => 0),
  traceUrl: null,
  logUrl: "https://logs.example.org/search?q={imageId}",
});

/** Everything at once. */
export const unwell = (): Overview => ({
  ...overview(),
  dependencies: [
    { name: "storage", tookMs: 41, trouble: "PUT probe: 403 AccessDenied" },
    works("database", 1_240),
    works("queue", 3),
    works("workers", 0),
  ],
  images: { ...overview().images, ERROR: 41 },
  overdue: 23,
  oldest: {
    imageId: id(1),
    owner: "anna",
    status: "PROCESSING",
    createdAt: at(-32 * MINUTE),
    since: at(-31 * MINUTE),
    dueAt: at(-12 * MINUTE),
  },
  queues: [
    queue("verify"),
    queue("judge", { ready: 212, dead: 7, longestDueSince: at(-31 * MINUTE) }),
    queue("build", { paused: true, state: "paused", ready: 18 }),
  ],
  workers: [
    {
      worker: "node-2/815",
      holds: [
        { kind: "download", id: id(2), owner: "ben", since: at(-9 * MINUTE), until: at(-5 * MINUTE), attempt: 2 },
      ],
    },
  ],
  series: series((span) => (span > 30 ? span - 28 : 0)),
});
