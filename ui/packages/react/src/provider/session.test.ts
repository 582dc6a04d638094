import { createClient } from "@safelight/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryDownloads, MemoryUploads } from "../testing/memory";
import { lazy } from "./lazy";
import { createSession } from "./session";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function session() {
  const made: MemoryUploads[] = [];
  const uploads = lazy(
    () => {
      const it = new MemoryUploads();
      made.push(it);
      return it;
    },
    (it) => it.close(),
  );
  const downloads = lazy(
    () => new MemoryDownloads(),
    (it) => it.close(),
  );
  return { made, it: createSession({ client: createClient(), uploads, downloads, under: [] }) };
}

describe("A session", () => {
  it("makes nothing until somebody asks", () => {
    const { made, it } = session();
    it.hold();
    vi.runAllTimers();
    expect(made).toEqual([]);
  });

  it("goes on with the same engine when it is let go and held again at once", () => {
    const { made, it } = session();
    const engine = it.uploads.get();
    const letGo = it.hold();
    letGo();
    it.hold();
    vi.runAllTimers();
    expect(it.uploads.get()).toBe(engine);
    expect(made.map(({ closed }) => closed)).toEqual([false]);
  });

  it("closes its engines once when nobody holds it any more", () => {
    const { made, it } = session();
    const letGo = it.hold();
    it.uploads.get();
    letGo();
    letGo();
    vi.runAllTimers();
    expect(made.map(({ closed }) => closed)).toEqual([true]);
    expect(it.uploads.peek()).toBeUndefined();
  });

  it("stays open for the second provider when the first goes", () => {
    const { made, it } = session();
    const letGo = it.hold();
    it.hold();
    it.uploads.get();
    letGo();
    letGo();
    vi.runAllTimers();
    expect(made.map(({ closed }) => closed)).toEqual([false]);
  });

  it("closes what a component opened that was never mounted with a provider", () => {
    const { made, it } = session();
    it.uploads.get();
    vi.runAllTimers();
    expect(made.map(({ closed }) => closed)).toEqual([true]);
  });
});
