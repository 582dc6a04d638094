import type { Schemas } from "@safelight/client";
import { photo } from "../../stories/photos";
import { at, id, traceId } from "./made";

type Found = Schemas["OpsDownloadPage"]["items"][number];
type Download = Found["download"];
type Example = Schemas["OpsErrorExample"];
type Group = Schemas["OpsError"];

const OUTAGE = "The store answered 403 AccessDenied to PUT";
const INCIDENT = "8f0c3f62-9f7c-4a39-b6a8-0c7b6f7c6f11";

const items: Download["items"] = [
  { imageId: id(21), outcome: "INCLUDED", name: "IMG_4021.jpg", bytes: 2_400_000 },
  { imageId: id(22), outcome: "WAITING" },
  { imageId: id(22), outcome: "REPEATED" },
  { imageId: id(23), outcome: "NOT_ACCEPTED" },
  { fileId: 10_377, outcome: "NOT_FOUND" },
];

export const download = (status: Download["status"], index: number, more: Partial<Download> = {}): Found => ({
  owner: ["anna", "ben", "mei"][index % 3] ?? "",
  download: {
    jobId: id(100 + index),
    status,
    progress: 0,
    doneFiles: 0,
    totalFiles: items.length,
    doneBytes: 0,
    totalBytes: 28_400_000,
    variant: "normalized",
    items,
    createdAt: at(-60 * index - 20),
    updatedAt: at(-50 * index - 9),
    links: { self: "", stream: "", archive: "" },
    ...(status === "failed" && {
      error: { code: "ERROR", message: "Something went wrong on our side.", incidentId: INCIDENT },
    }),
    ...more,
  },
});

export const downloads = (): Found[] => [
  download("queued", 0, { items: [] }),
  download("queued", 1, { items: [] }),
  download("processing", 2, { progress: 42, doneFiles: 2, doneBytes: 12_000_000, estimatedSeconds: 8 }),
  download("completed", 3, { progress: 100, doneFiles: 5, size: 28_400_000, expiresAt: at(3_600) }),
  download("cancelled", 4),
  download("failed", 5),
  download("expired", 6),
];

const example = (number: number, more: Partial<Example> = {}): Example => ({
  imageId: id(number),
  downloadId: null,
  owner: "anna",
  status: "stopped",
  attempts: 0,
  at: at(-number * 30),
  message: OUTAGE,
  ...more,
});

const group = (fingerprint: string, more: Partial<Group>): Group => ({
  fingerprint,
  kind: "judge",
  code: "OUTAGE",
  message: OUTAGE,
  count: 1,
  retrying: 0,
  stopped: 1,
  firstAt: at(-3_000),
  lastAt: at(-30),
  lastTraceId: traceId(7),
  examples: [example(1)],
  ...more,
});

/** One of them larger than its examples. */
export const errors = (): Schemas["OpsErrors"] => ({
  hours: 24,
  whole: true,
  items: [
    group("0a1b2c3d4e5f6071", {
      count: 1_312,
      retrying: 100,
      stopped: 1_212,
      examples: [1, 2, 3, 4, 5].map((number) => example(number)),
    }),
    group("1a1b2c3d4e5f6071", {
      retrying: 9,
      stopped: 0,
      count: 9,
      message: "The worker was gone",
      code: "WORKER_LOST",
    }),
    group("2a1b2c3d4e5f6071", {
      kind: "build",
      code: "UNEXPECTED",
      message: "IllegalStateException: the archive has no end",
      lastTraceId: null,
      examples: [example(9, { imageId: null, downloadId: id(105) })],
    }),
  ],
});

const line = (
  seconds: number,
  level: Schemas["OpsStory"]["log"]["lines"][number]["level"],
  message: string,
  failure: string | null = null,
) => ({ at: at(seconds), level, message, failure, traceId: traceId(7) });

/** Its attempts are used up, for a fault of ours. */
export function photoInError(): Schemas["OpsStory"] {
  const { image } = photo("error", { name: "IMG_4711.HEIC", image: { incidentId: INCIDENT, finishedAt: at(-300) } });
  if (!image) throw new Error("A photo of a story is known to the server");
  const picture = image.links.thumbnail ?? null;
  const moved = (
    from: Schemas["Status"] | null,
    to: Schemas["Status"],
    seconds: number,
    attempt: number,
    why: string,
  ) => ({
    from,
    to,
    at: at(seconds),
    chapter: 1,
    attempt,
    why,
    traceId: traceId(7),
  });
  return {
    owner: "anna",
    image: { ...image, status: "ERROR" },
    pictures: { original: picture, normalized: null, thumbnail: picture },
    twin: null,
    state: {
      version: 9,
      chapter: 1,
      since: at(-300),
      dueAt: null,
      attempts: 5,
      looks: 1,
      lease: null,
      override: null,
      objectKey: `originals/${image.imageId}`,
    },
    incident: { id: INCIDENT, summary: OUTAGE },
    history: [
      moved(null, "AWAITING_UPLOAD", -900, 0, "asked for by its owner"),
      moved("AWAITING_UPLOAD", "VERIFYING", -890, 0, "said to be complete"),
      moved("VERIFYING", "PROCESSING", -889, 1, "found as promised"),
      moved("PROCESSING", "ERROR", -300, 5, OUTAGE),
    ],
    notes: [1, 2, 3, 4].map((attempt) => ({ at: at(-880 + attempt * 100), attempt, why: `put off: ${OUTAGE}` })),
    jobs: [],
    events: [],
    deliveries: [],
    downloads: [download("failed", 5).download],
    log: {
      process: "left/4711",
      lines: [
        line(-889, "INFO", "VERIFYING -> PROCESSING: found as promised"),
        line(-300, "WARN", "PROCESSING -> ERROR: our fault", OUTAGE),
      ],
    },
  };
}
