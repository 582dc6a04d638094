import { describe, expect, it } from "vitest";
import type { Download } from "../api/models";
import { Shelf, type DownloadNews } from "./shelf";

const NOON = Date.parse("2026-03-01T12:00:00Z");
const HOUR = 3_600_000;

function download(jobId: string, more: Partial<Download> = {}): Download {
  return {
    ...{ jobId, status: "processing", progress: 0, doneFiles: 0, totalFiles: 1, doneBytes: 0, totalBytes: 1000 },
    ...{ variant: "normalized", createdAt: "2026-03-01T12:00:00Z", updatedAt: "2026-03-01T12:00:00Z" },
    items: [{ imageId: `photo of ${jobId}`, outcome: "INCLUDED" }],
    links: { self: "", stream: "", archive: "" },
    ...more,
  };
}

function news(jobId: string, doneBytes: number, status: Download["status"] = "processing"): DownloadNews {
  const progress = doneBytes / 10;
  return { jobId, status, progress, doneFiles: 0, totalFiles: 1, doneBytes, totalBytes: 1000 };
}

const ids = (shelf: Shelf, now = NOON) => shelf.worthShowing(now).map(({ jobId }) => jobId);

describe("A shelf", () => {
  it("never lets what has ended run again", () => {
    const shelf = new Shelf();
    shelf.put(download("a", { status: "completed" }));
    shelf.put(download("a"));
    expect(shelf.note(news("a", 500), NOON)).toBe(true);
    expect(shelf.get("a")?.status).toBe("completed");
    shelf.put(download("a", { status: "expired" }));
    shelf.put(download("a", { status: "completed" }));
    expect(shelf.get("a")?.status).toBe("expired");
  });

  it("wants to be told all of what it does not know, and of what has ended", () => {
    const shelf = new Shelf();
    expect(shelf.note(news("a", 1), NOON)).toBe(false);
    shelf.put(download("a"));
    expect(shelf.note(news("a", 1), NOON)).toBe(true);
    expect(shelf.note(news("a", 1000, "completed"), NOON)).toBe(false);
  });

  it("shows the newest first, and none that was cancelled", () => {
    const shelf = new Shelf();
    shelf.put(download("old", { createdAt: "2026-03-01T10:00:00Z" }));
    shelf.put(download("new", { createdAt: "2026-03-01T11:00:00Z" }));
    shelf.put(download("cancelled", { status: "cancelled" }));
    expect(ids(shelf)).toEqual(["new", "old"]);
  });

  it("shows what failed or expired for a day, or until the same is ordered again", () => {
    const shelf = new Shelf();
    shelf.put(download("failed", { status: "failed" }));
    shelf.put(download("expired", { status: "expired" }));
    expect(ids(shelf, NOON + 24 * HOUR - 1)).toEqual(["failed", "expired"]);
    expect(ids(shelf, NOON + 24 * HOUR)).toEqual([]);
    const { items } = download("failed");
    shelf.put(download("again", { createdAt: "2026-03-01T12:01:00Z", items }));
    expect(ids(shelf)).toEqual(["again", "expired"]);
  });

  it("keeps two archives of the same photos apart that are not of the same pictures", () => {
    const shelf = new Shelf();
    const { items } = download("a");
    shelf.put(download("a", { status: "expired", items }));
    shelf.put(download("b", { createdAt: "2026-03-01T12:01:00Z", variant: "original", items }));
    expect(ids(shelf)).toEqual(["b", "a"]);
  });

  it("estimates from the rate that it sees, and anew when another worker begins anew", () => {
    const shelf = new Shelf();
    const left = () => shelf.get("a")?.estimatedSeconds;
    shelf.put(download("a", { estimatedSeconds: 77 }));
    shelf.note(news("a", 100), NOON);
    expect(left()).toBe(77);
    shelf.note(news("a", 200), NOON + 1000);
    expect(left()).toBe(8);
    shelf.note(news("a", 50), NOON + 2000);
    shelf.note(news("a", 145), NOON + 3000);
    expect(left()).toBe(9);
    shelf.note(news("a", 1000, "completed"), NOON + 4000);
    expect(left()).toBeUndefined();
  });
});
