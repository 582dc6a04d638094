import type { Photo, Stage } from "@safelight/client";
import { expect, test } from "vitest";
import type { Tally } from "../strings";
import { Announcements, APART_MS, SETTLE_MS } from "./announcements";

/** Time that passes when it is told to. */
class Time {
  at = 0;
  private due: { readonly at: number; readonly go: () => void }[] = [];

  readonly clock = {
    now: () => this.at,
    after: (ms: number, go: () => void) => {
      const entry = { at: this.at + ms, go };
      this.due.push(entry);
      return () => (this.due = this.due.filter((other) => other !== entry));
    },
  };

  pass(ms: number): void {
    this.at += ms;
    const ripe = this.due.filter(({ at }) => at <= this.at);
    this.due = this.due.filter(({ at }) => at > this.at);
    for (const { go } of ripe) go();
  }
}

const photos = (...stages: Stage[]): Photo[] =>
  stages.map((stage, index) => ({
    key: `photo ${index}`,
    name: `${index}.jpg`,
    bytes: 1,
    type: "image/jpeg",
    stage,
    progress: 0,
    addedAt: 0,
  }));

function begin() {
  const time = new Time();
  const said: Tally[] = [];
  const announcements = new Announcements((tally) => said.push(tally), time.clock);
  return { time, said, announcements };
}

test("verdicts that come together are one sentence", () => {
  const { time, said, announcements } = begin();
  announcements.see(photos("checking", "checking", "checking"), true);
  announcements.see(photos("accepted", "checking", "checking"), true);
  time.pass(100);
  announcements.see(photos("accepted", "rejected", "accepted"), true);
  expect(said).toEqual([]);
  time.pass(SETTLE_MS);
  expect(said).toEqual([{ accepted: 2, rejected: 1, failed: 0 }]);
});

test("there is time to listen between two summaries, and nothing is left out", () => {
  const { time, said, announcements } = begin();
  announcements.see(photos("checking", "checking"), true);
  announcements.see(photos("accepted", "checking"), true);
  time.pass(SETTLE_MS);
  announcements.see(photos("accepted", "error"), true);
  time.pass(SETTLE_MS);
  expect(said).toHaveLength(1);
  time.pass(APART_MS);
  expect(said).toEqual([
    { accepted: 1, rejected: 0, failed: 0 },
    { accepted: 0, rejected: 0, failed: 1 },
  ]);
});

test("what was there when the page opened is not news, nor is a photo that arrives with its verdict", () => {
  const { time, said, announcements } = begin();
  announcements.see(photos(), false);
  announcements.see(photos("accepted", "rejected"), true);
  announcements.see(photos("accepted", "rejected", "accepted"), true);
  time.pass(APART_MS);
  expect(said).toEqual([]);
});

test("after it was stopped nothing is said any more", () => {
  const { time, said, announcements } = begin();
  announcements.see(photos("checking"), true);
  announcements.see(photos("accepted"), true);
  announcements.stop();
  time.pass(APART_MS);
  expect(said).toEqual([]);
});
