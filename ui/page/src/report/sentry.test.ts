import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connect } from "./sentry";

// With Sentry's real library; only the network is not there.

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const sent: { url: string; items: Record<string, unknown>[] }[] = [];
const real = globalThis.fetch;

beforeEach(() => {
  sent.length = 0;
  globalThis.fetch = (url, init) => {
    const body = typeof init?.body === "string" ? init.body : new TextDecoder().decode(init?.body as Uint8Array);
    const lines = body
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    sent.push({ url: url instanceof Request ? url.url : url.toString(), items: lines });
    return Promise.resolve(new Response("{}", { status: 200 }));
  };
});

afterEach(() => {
  globalThis.fetch = real;
});

const reporter = () =>
  connect({ dsn: "https://key@sentry.example.org/1", environment: "test", release: "safelight@1.2.3" });

test("a report says what broke, where, in which release and under which trace, and nothing of people", async () => {
  const secret = "https://store.example.com/b?X-Amz-Signature=5ig";
  const failure = new Error(`cannot send Anna on the beach.jpg to ${secret}`, { cause: new TypeError(`no ${secret}`) });
  const id = reporter().report(failure, { met: "boundary", traceId: TRACE, page: "upload" });
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  const [envelope] = sent;
  expect(envelope?.url).toContain("https://sentry.example.org/api/1/envelope/");
  const event = envelope?.items[2] as {
    exception: { values: { type: string; value: string }[] };
    contexts: { trace: { trace_id: string } };
  } & Record<string, unknown>;
  expect(event).toMatchObject({
    event_id: id,
    release: "safelight@1.2.3",
    environment: "test",
    tags: { page: "upload", trace_id: TRACE },
  });
  expect(event.contexts.trace.trace_id).toBe(TRACE);
  expect(event.exception.values.map(({ type, value }) => `${type}: ${value}`)).toEqual([
    "TypeError: no https://store.example.com",
    "Error: [left out]",
  ]);
  const everything = JSON.stringify(sent);
  for (const personal of ["Anna", "5ig", "X-Amz", '"user"', '"request"', "breadcrumbs", navigator.userAgent]) {
    expect(everything).not.toContain(personal);
  }
});

test("what somebody says goes with the number of the report, and with no name", async () => {
  reporter().comment("0123456789abcdef0123456789abcdef", "I turned it twice");
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  const [header, item, event] = sent[0]?.items ?? [];
  expect(header).toBeDefined();
  expect(item).toMatchObject({ type: "feedback" });
  expect(event).toMatchObject({
    contexts: { feedback: { message: "I turned it twice", associated_event_id: "0123456789abcdef0123456789abcdef" } },
  });
  expect(JSON.stringify(event)).not.toMatch(/contact_email|"user"|"request"/);
});
