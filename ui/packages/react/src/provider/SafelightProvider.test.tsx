import { createClient } from "@safelight/client";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import "fake-indexeddb/auto";
import { StrictMode } from "react";
import { afterEach, expect, it } from "vitest";
import { useDownload } from "../downloads/useDownload";
import "../testing/patience";
import { useUploads } from "../uploads/useUploads";
import { SafelightProvider } from "./SafelightProvider";

afterEach(cleanup);

const EMPTY = { items: [], nextCursor: null };
const SET = { setId: "default", accepted: 0, rejected: 0, pending: 0, minimum: 6, maximum: 10, ready: false };

const STREAM = { headers: { "Content-Type": "text/event-stream" } };

function openStream() {
  return new ReadableStream<Uint8Array>({
    start: (stream) => stream.enqueue(new TextEncoder().encode(": connected\n\n")),
  });
}

let servers = 0;

/** A server of somebody who has no photos yet; it notes what it is asked. */
function server() {
  servers += 1;
  const asked: string[] = [];
  const answers = (path: string): Response => {
    if (path.startsWith("/v1/sets/")) return Response.json(SET);
    if (path === "/v1/events") return new Response(openStream(), STREAM);
    return Response.json(path === "/v1/policy" ? { formats: ["image/jpeg"] } : EMPTY);
  };
  const client = createClient({
    // Another one each time, so that no tab of an earlier test has to be followed.
    baseUrl: `https://photos${servers}.example.org`,
    fetch(request) {
      const { pathname } = new URL(request.url);
      asked.push(`${request.method} ${pathname}`);
      return Promise.resolve(answers(pathname));
    },
  });
  return { asked, client };
}

function Photos() {
  const { loaded, photos } = useUploads();
  return <p>{loaded ? `${photos.length} photos` : "loading"}</p>;
}

function Archives() {
  return <p>{useDownload().loaded ? "archives" : "loading"}</p>;
}

it("Makes one engine of each kind for all components, StrictMode or not", async () => {
  const { asked, client } = server();
  render(
    <StrictMode>
      <SafelightProvider client={client}>
        <Photos />
        <Photos />
        <Archives />
        <Archives />
      </SafelightProvider>
    </StrictMode>,
  );
  await waitFor(() => expect(screen.getAllByText("0 photos")).toHaveLength(2));
  await waitFor(() => expect(screen.getAllByText("archives")).toHaveLength(2));
  const times = (what: string) => asked.filter((it) => it === what).length;
  expect(["GET /v1/events", "GET /v1/images", "GET /v1/download"].map(times)).toEqual([1, 1, 1]);
});

it("Asks nothing of downloads while nobody uses them", async () => {
  const { asked, client } = server();
  render(
    <SafelightProvider client={client}>
      <Photos />
    </SafelightProvider>,
  );
  await screen.findByText("0 photos");
  expect(asked).not.toContain("GET /v1/download");
});

it("Begins anew for another server and ends with what was", async () => {
  const [one, other] = [server(), server()];
  const app = ({ client }: typeof one) => (
    <SafelightProvider client={client}>
      <Photos />
    </SafelightProvider>
  );
  const { rerender, unmount } = render(app(one));
  await screen.findByText("0 photos");
  rerender(app(other));
  await waitFor(() => expect(other.asked).toContain("GET /v1/images"));
  unmount();
  await act(() => new Promise((soon) => setTimeout(soon, 50)));
  const before = [one.asked.length, other.asked.length];
  window.dispatchEvent(new Event("online"));
  await act(() => new Promise((soon) => setTimeout(soon, 300)));
  expect([one.asked.length, other.asked.length]).toEqual(before);
});
