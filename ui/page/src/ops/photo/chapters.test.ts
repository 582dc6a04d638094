import { describe, expect, test } from "vitest";
import { causeOf, moments, untold, type Story } from "./chapters";

const NOW = Date.parse("2026-01-01T12:00:00Z");
const at = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();

interface Facts {
  readonly status?: string;
  readonly image?: object;
  readonly state?: object;
  readonly more?: object;
}

const story = ({ status = "PROCESSING", image = {}, state = {}, more = {} }: Facts): Story =>
  ({
    image: { status, reasons: [], ...image },
    incident: null,
    state: { lease: null, dueAt: at(10), attempts: 0, ...state },
    jobs: [],
    notes: [],
    deliveries: [],
    ...more,
  }) as unknown as Story;

const reasons = [
  { code: "A", measured: 9, limit: 10, unit: "px" },
  { code: "B", measured: "it breaks off", limit: null, unit: "" },
];

const delivery = (sequence: number, ...delivered: readonly boolean[]) => ({
  url: "https://r.example/hooks",
  delivery: {
    webhookId: "w",
    sequence,
    log: delivered.map((done) => ({ delivered: done, status: 500, error: "answered 500", answer: "sorry" })),
  },
});

describe("Who was not told", () => {
  const untoldOf = (...deliveries: readonly object[]) => untold({ deliveries: deliveries as Story["deliveries"] });

  test("is a webhook whose last answer was no success", () =>
    expect(untoldOf(delivery(7, true), delivery(8, true, false))).toEqual([
      { webhookId: "w", url: "https://r.example/hooks", said: "answered 500 sorry" },
    ]));

  test("is none that took the latest event, whatever it missed, or that nobody tried", () => {
    expect(untoldOf(delivery(8, true), delivery(7, false))).toEqual([]);
    expect(untoldOf(delivery(9))).toEqual([]);
  });
});

describe("The cause of where a photo is", () => {
  test.each<[string, Facts, string, string]>([
    ["an incident", { status: "ERROR", more: { incident: { id: "i", summary: "403" } } }, "incident", "403"],
    [
      "a fault of the upload",
      { status: "UPLOAD_FAILED", image: { fault: { title: "No photo" } } },
      "fault",
      "No photo",
    ],
    ["reasons", { status: "REJECTED", image: { reasons } }, "rejected", "A: 9 px, limit 10 px; B: it breaks off"],
    ["a webhook", { status: "ACCEPTED", more: { deliveries: [delivery(1, false)] } }, "untold", ""],
    ["nothing", { status: "ACCEPTED" }, "well", ""],
    ["a job that was given up", { more: { jobs: [{ dead: true }], notes: [{ why: "slow" }] } }, "givenUp", "slow"],
    ["a worker at it", { state: { lease: { worker: "w1", until: at(5) } } }, "working", "w1"],
    ["a worker that died", { state: { lease: { worker: "w1", until: at(-5) } } }, "leaseOver", "w1"],
    ["a user who sent nothing", { status: "AWAITING_UPLOAD", state: { dueAt: at(-99) } }, "waitsForUpload", ""],
    ["nobody who came", { state: { dueAt: at(-60) } }, "overdue", ""],
    ["what put it off", { state: { attempts: 2 }, more: { notes: [{ why: "store slow" }] } }, "putOff", "store slow"],
    ["its turn", {}, "waits", ""],
  ])("may be %s", (_, facts, kind, said) => expect(causeOf(story(facts), NOW)).toEqual({ kind, said }));
});

describe("The time line", () => {
  test("tells moves and what happened between them in order, and how long each took", () => {
    const move = { from: "VERIFYING", to: "PROCESSING", chapter: 1, attempt: 0, why: "arrived", traceId: null };
    const told = moments({
      history: [
        { ...move, at: at(0) },
        { ...move, at: at(9), from: "PROCESSING", to: "ERROR" },
      ] as Story["history"],
      notes: [{ at: at(2), attempt: 1, why: "taken" }],
    });
    expect(told.map(({ kind, after }) => [kind, after])).toEqual([
      ["move", null],
      ["note", 2],
      ["move", 7],
    ]);
  });
});
