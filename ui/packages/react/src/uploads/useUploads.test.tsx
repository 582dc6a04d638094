import { act, cleanup, render, renderHook, screen } from "@testing-library/react";
import { StrictMode, useEffect, type ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, expect, it } from "vitest";
import { SafelightProvider } from "../provider/SafelightProvider";
import { MemoryDownloads, MemoryUploads, photo } from "../testing/memory";
import "../testing/patience";
import { useUploads } from "./useUploads";

afterEach(cleanup);

const around = (uploads: MemoryUploads) =>
  function Around({ children }: { readonly children: ReactNode }) {
    return (
      <StrictMode>
        <SafelightProvider uploads={uploads} downloads={DOWNLOADS}>
          {children}
        </SafelightProvider>
      </StrictMode>
    );
  };
const DOWNLOADS = new MemoryDownloads();

it("Shows what the engine has, and each change", () => {
  const uploads = new MemoryUploads({ photos: [photo("a")] });
  const { result } = renderHook(() => useUploads(), { wrapper: around(uploads) });
  expect(result.current.photos.map(({ key }) => key)).toEqual(["a"]);
  act(() => uploads.set({ photos: [photo("b"), photo("a")] }));
  expect(result.current.photos.map(({ key }) => key)).toEqual(["b", "a"]);
});

it("Gives the same functions at every rendering, and the same object while nothing changes", () => {
  const uploads = new MemoryUploads();
  const { result, rerender } = renderHook(() => useUploads(), { wrapper: around(uploads) });
  const first = result.current;
  rerender();
  expect(result.current).toBe(first);
  act(() => uploads.set({ connection: "polling" }));
  expect(result.current).not.toBe(first);
  const { add, retry, remove, replace } = first;
  expect(result.current).toMatchObject({ add, retry, remove, replace });
});

it("Hands actions to the engine", async () => {
  const uploads = new MemoryUploads();
  const { result } = renderHook(() => useUploads(), { wrapper: around(uploads) });
  await act(() => result.current.add([new File(["1"], "one.jpg"), new File(["2"], "two.jpg")]));
  await act(() => result.current.replace("two.jpg", new File(["3"], "three.jpg")));
  await act(() => result.current.retry("one.jpg"));
  expect(result.current.photos.map(({ key, stage }) => [key, stage])).toEqual([
    ["one.jpg", "uploading"],
    ["three.jpg", "waiting"],
  ]);
  await act(() => result.current.remove("one.jpg"));
  expect(result.current.photos.map(({ key }) => key)).toEqual(["three.jpg"]);
});

it("Adds once what an effect of the first mount adds in spite of StrictMode's second mount, if the effect takes care", async () => {
  const uploads = new MemoryUploads();
  function AddsAtOnce() {
    const { add, photos } = useUploads();
    useEffect(() => {
      let gone = false;
      queueMicrotask(() => {
        if (!gone) void add([new File(["1"], "shared.jpg")]);
      });
      return () => {
        gone = true;
      };
    }, [add]);
    return <p>{photos.length} photos</p>;
  }
  render(<AddsAtOnce />, { wrapper: around(uploads) });
  expect(await screen.findByText("1 photos")).toBeDefined();
});

it("Listens no more when it is gone", () => {
  const uploads = new MemoryUploads();
  const { unmount } = renderHook(() => useUploads(), { wrapper: around(uploads) });
  expect(uploads.listeners.size).toBe(1);
  unmount();
  expect(uploads.listeners.size).toBe(0);
});

it("Is rendered by a server without an engine", () => {
  function Count() {
    const { loaded, photos } = useUploads();
    return <p>{loaded ? photos.length : "loading"}</p>;
  }
  const Around = around(new MemoryUploads());
  const html = renderToString(
    <Around>
      <Count />
    </Around>,
  );
  expect(html).toBe("<p>loading</p>");
});

it("Says what is missing when there is no provider", () => {
  expect(() => renderHook(() => useUploads())).toThrow("not inside a <SafelightProvider>");
});
