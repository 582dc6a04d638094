import { describe, expect, test } from "vitest";
import { wrongs } from "./wrong";

const NOW = Date.parse("2026-01-01T12:00:00Z");
const at = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();

type Data = Parameters<typeof wrongs>[0];

const queue = (more: object) => ({
  kind: "judge",
  paused: false,
  ready: 0,
  delayed: 0,
  claimed: 0,
  dead: 0,
  longestDueSince: null,
  ...more,
});

const dependency = (name: string, trouble: string | null) => ({ name, tookMs: 3, trouble });

const span = (from: number, error: number) => ({ from: at(from), error });

const data = (more: object): Data =>
  ({
    dependencies: [dependency("storage", null), dependency("database", null)],
    queues: [queue({})],
    workers: [],
    oldest: null,
    overdue: 0,
    series: { spanSeconds: 600, spans: [span(-600, 0)] },
    ...more,
  }) as unknown as Data;

const well = { found: 0, more: false };

const said = (more: object) => wrongs(data(more), well, NOW).map((wrong) => wrong.said);

describe("What is wrong right now", () => {
  test("is nothing where all is well", () => expect(said({})).toEqual([]));

  test("is what does not answer, before what follows from it", () => {
    const all = { dependencies: [dependency("storage", "403")], queues: [queue({ paused: true, ready: 3 })] };
    expect(said(all)).toEqual(["Storage does not work: 403", "“Judge photos” is paused, and 3 jobs wait"]);
  });

  test("is what answers so slowly that all else waits for it, and what to do about it", () => {
    const dependencies = [{ ...dependency("database", null), tookMs: 719 }, dependency("storage", null)];
    const [wrong, ...others] = wrongs(data({ dependencies }), well, NOW);
    expect(wrong).toMatchObject({ tone: "warn", said: "Database is slow: it took 719 ms to answer" });
    expect(wrong?.advice).toContain("statements that run for long");
    expect(others).toEqual([]);
  });

  test("never calls a queue that is only slow one that may come back empty", () => {
    const queues = [
      { ...dependency("queue", null), tookMs: 719 },
      { ...dependency("queue", "refused"), tookMs: 719 },
    ];
    const [broken, slow] = wrongs(data({ dependencies: queues }), well, NOW);
    expect(broken).toMatchObject({ said: "Queue does not work: refused" });
    expect(broken?.advice).toContain("may come back empty");
    expect(slow).toMatchObject({ said: "Queue is slow: it took 719 ms to answer", advice: "" });
  });

  test("is what ended in an error in the last hour, and not what did before", () => {
    const spans = [span(-7200, 50), span(-3600, 2), span(-600, 1)];
    expect(said({ series: { spanSeconds: 600, spans } })).toEqual(["3 images ended in an error in the last hour"]);
  });

  test("is what was given up, and leads to its queue", () => {
    const [wrong] = wrongs(data({ queues: [queue({ dead: 1 })] }), well, NOW);
    expect(wrong).toMatchObject({ said: "1 job of “Judge photos” was given up", place: { section: "queues" } });
  });

  test("is that webhooks fail", () => {
    expect(wrongs(data({}), { found: 20, more: true }, NOW)).toEqual([
      { tone: "warn", said: "More than 20 webhooks fail", place: { section: "webhooks" } },
    ]);
  });

  test("is a lease that nobody has renewed for long, and leads to what is held", () => {
    const held = (until: number) => ({ kind: "image", id: "a", until: at(until) });
    expect(said({ workers: [{ worker: "w", holds: [held(-30)] }] })).toEqual([]);
    const [wrong] = wrongs(data({ workers: [{ worker: "w", holds: [held(-90)] }] }), well, NOW);
    expect(wrong?.place).toEqual({ section: "images", id: "a" });
  });

  test("is what should have been served long ago, and leads to the oldest", () => {
    expect(said({ overdue: 2, oldest: { imageId: "a", dueAt: at(-10) } })).toEqual([]);
    const [wrong] = wrongs(data({ overdue: 2, oldest: { imageId: "a", dueAt: at(-90) } }), well, NOW);
    expect(wrong).toMatchObject({ said: "Work is overdue: 2", place: { section: "images", id: "a" } });
  });
});
