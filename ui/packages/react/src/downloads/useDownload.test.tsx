import { act, cleanup, renderHook } from "@testing-library/react";
import { StrictMode, type ReactNode } from "react";
import { afterEach, expect, it } from "vitest";
import { SafelightProvider } from "../provider/SafelightProvider";
import { MemoryDownloads, MemoryUploads, photo } from "../testing/memory";
import { useDownload } from "./useDownload";

afterEach(cleanup);

function hook(uploads = new MemoryUploads()) {
  const downloads = new MemoryDownloads();
  function Around({ children }: { readonly children: ReactNode }) {
    return (
      <StrictMode>
        <SafelightProvider uploads={uploads} downloads={downloads}>
          {children}
        </SafelightProvider>
      </StrictMode>
    );
  }
  return { downloads, ...renderHook(() => useDownload(), { wrapper: Around }) };
}

const MIXED = [
  photo("a", { stage: "accepted", imageId: "1" }),
  photo("b", { stage: "rejected", imageId: "2" }),
  photo("c", { stage: "accepted", imageId: "3" }),
  photo("d"),
];

it("Orders all accepted photos when none are named", async () => {
  const { downloads, result } = hook(new MemoryUploads({ photos: MIXED }));
  await act(() => result.current.start());
  await act(() => result.current.start(undefined, "original"));
  expect(downloads.orders).toEqual([
    { imageIds: ["1", "3"], variant: undefined },
    { imageIds: ["1", "3"], variant: "original" },
  ]);
});

it("Orders those that are named", async () => {
  const { downloads, result } = hook(new MemoryUploads({ photos: MIXED }));
  await act(() => result.current.start(["3"]));
  expect(downloads.orders).toEqual([{ imageIds: ["3"], variant: undefined }]);
});

it("Waits with an order of all until it is known which those are", async () => {
  const uploads = new MemoryUploads({ loaded: false });
  const { downloads, result } = hook(uploads);
  const started = result.current.start();
  await Promise.resolve();
  expect(downloads.orders).toEqual([]);
  act(() => uploads.set({ loaded: true, photos: MIXED }));
  await started;
  expect(downloads.orders).toEqual([{ imageIds: ["1", "3"], variant: undefined }]);
});

it("Gives the same functions at every rendering", () => {
  const { downloads, result } = hook();
  const { start, cancel, href, onEnd } = result.current;
  act(() => downloads.set({ loaded: false }));
  expect(result.current).toMatchObject({ start, cancel, href, onEnd, loaded: false });
});
