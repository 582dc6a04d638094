// @vitest-environment node
import { expect, test } from "vitest";
import { createClient } from "./client";
import { Problem } from "./problem";
import { traceparent } from "./trace";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

function seeing(): { fetch: (request: Request) => Promise<Response>; seen: (string | null)[] } {
  const seen: (string | null)[] = [];
  return {
    seen,
    fetch: (request) => {
      seen.push(request.headers.get("traceparent"));
      return Promise.resolve(Response.json({ items: [], nextCursor: null }));
    },
  };
}

test("pieces of one trace differ, and what is no id begins a trace of its own", () => {
  expect(traceparent(TRACE)).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
  expect(traceparent(TRACE)).not.toBe(traceparent(TRACE));
  for (const odd of [undefined, "", "0".repeat(32), TRACE.toUpperCase(), `${TRACE}0`]) {
    expect(traceparent(odd)).toMatch(/^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-01$/);
    expect(traceparent(odd)).not.toContain(`-${odd ?? "?"}-`);
  }
});

test("each request begins a trace, unless it belongs to one", async () => {
  const { fetch, seen } = seeing();
  const client = createClient({ baseUrl: "http://safelight.test", fetch });
  await client.api.GET("/v1/images");
  await client.api.GET("/v1/images", { headers: { traceparent: traceparent(TRACE) } });
  await client.fetch("/v1/events");
  const traces = seen.map((header) => header?.split("-")[1]);
  expect(traces[1]).toBe(TRACE);
  expect(new Set(traces).size).toBe(3);
});

test("a problem tells its trace, from its body or, where a proxy answered, from the header", async () => {
  const document = { code: "INTERNAL_ERROR", title: "Our fault", detail: "", requestId: "r", traceId: TRACE };
  expect((await Problem.read(Response.json(document, { status: 500 }))).traceId).toBe(TRACE);
  const bare = new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "X-Trace-Id": TRACE } });
  expect((await Problem.read(bare)).traceId).toBe(TRACE);
  expect(Problem.unreachable(new TypeError("offline")).traceId).toBeUndefined();
});
