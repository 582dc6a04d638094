import { createClient, Problem } from "@safelight/client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, it } from "vitest";
import { SafelightProvider } from "../provider/SafelightProvider";
import "../testing/patience";
import { useServerQuery } from "./useServerQuery";

afterEach(cleanup);

const client = createClient({ baseUrl: "https://photos.example.org" });
const Around = ({ children }: { readonly children: ReactNode }) => (
  <SafelightProvider client={client}>{children}</SafelightProvider>
);

it("Asks once for all who want the same", async () => {
  let asked = 0;
  const useBoth = () => {
    const ask = () => Promise.resolve(++asked);
    return [useServerQuery(["it"], true, ask), useServerQuery(["it"], true, ask)];
  };
  const { result } = renderHook(useBoth, { wrapper: Around });
  await waitFor(() => expect(result.current).toEqual([{ data: 1 }, { data: 1 }]));
});

it("Says what the server refuses, and does not ask again", async () => {
  let asked = 0;
  const refused = new Problem("IMAGE_NOT_FOUND", 404, "There is no such photo", "", undefined, undefined);
  const ask = () => {
    asked += 1;
    return Promise.reject(refused);
  };
  const { result } = renderHook(() => useServerQuery(["gone"], true, ask), { wrapper: Around });
  await waitFor(() => expect(result.current).toEqual({ problem: refused }));
  expect(asked).toBe(1);
});

it("Uses the QueryClient of the app, if it has one", async () => {
  const queries = new QueryClient();
  const { result } = renderHook(() => useServerQuery(["it"], true, () => Promise.resolve("there")), {
    wrapper: ({ children }: { readonly children: ReactNode }) => (
      <QueryClientProvider client={queries}>
        <Around>{children}</Around>
      </QueryClientProvider>
    ),
  });
  await waitFor(() => expect(result.current).toEqual({ data: "there" }));
  expect(queries.getQueryCache().getAll()).toHaveLength(1);
});
