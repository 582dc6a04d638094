// @vitest-environment node
import { expect, test } from "vitest";
import { VirtualTime } from "../testing/time";
import { createClient } from "./client";
import { Problem } from "./problem";

const BASE = "http://safelight.test";

function answering(...answers: (() => Response)[]): {
  fetch: (request: Request) => Promise<Response>;
  seen: Request[];
} {
  const seen: Request[] = [];
  return {
    seen,
    fetch: (request) => {
      seen.push(request);
      const answer = answers[Math.min(seen.length, answers.length) - 1];
      return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError("Failed to fetch"));
    },
  };
}

const ok = () => Response.json({ items: [], nextCursor: null });
const later = (seconds: string) => () =>
  Response.json(
    { code: "RATE_LIMITED", title: "Too many requests", detail: "Slow down.", requestId: "r-1" },
    { status: 429, headers: { "Retry-After": seconds } },
  );

async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const failure: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(failure instanceof Problem)) throw new Error(`no problem but ${String(failure)}`);
  return failure;
}

test("what is no success is a problem with its code, status, words, time and request", async () => {
  const { fetch } = answering(later("90"));
  const problem = await problemOf(createClient({ baseUrl: BASE, fetch }).api.GET("/v1/images"));
  expect(problem).toMatchObject({
    code: "RATE_LIMITED",
    status: 429,
    title: "Too many requests",
    detail: "Slow down.",
    retryAfter: 90,
    requestId: "r-1",
    passes: true,
  });
});

test("who is told to come again soon does so; `once` leaves that to the caller", async () => {
  const time = new VirtualTime();
  const { fetch, seen } = answering(later("3"), later("1"), ok);
  const client = createClient({ baseUrl: BASE, fetch }, time);
  const reply = client.api.GET("/v1/images");
  await time.pass(2_900);
  expect(seen).toHaveLength(1);
  await time.pass(1_200);
  expect((await reply).data).toEqual({ items: [], nextCursor: null });
  const again = answering(later("3"));
  await problemOf(createClient({ baseUrl: BASE, fetch: again.fetch }, time).once.GET("/v1/images"));
  expect(again.seen).toHaveLength(1);
});

test("patience has an end", async () => {
  const time = new VirtualTime();
  const { fetch, seen } = answering(later("1"));
  const reply = problemOf(createClient({ baseUrl: BASE, fetch }, time).api.GET("/v1/images"));
  await time.pass(10_000);
  expect((await reply).status).toBe(429);
  expect(seen).toHaveLength(4);
});

test("waiting can be aborted", async () => {
  const time = new VirtualTime();
  const { fetch } = answering(later("20"));
  const controller = new AbortController();
  const reply = createClient({ baseUrl: BASE, fetch }, time).api.GET("/v1/images", { signal: controller.signal });
  const ended = expect(reply).rejects.toMatchObject({ name: "AbortError" });
  await time.pass(1_000);
  controller.abort();
  await ended;
});

test("nobody there is a problem too, and so is a proxy's page", async () => {
  const nobody = await problemOf(createClient({ baseUrl: BASE, fetch: answering().fetch }).api.GET("/v1/images"));
  expect(nobody).toMatchObject({ code: "NETWORK", status: 0, passes: true });
  const { fetch } = answering(() => new Response("<h1>Bad gateway</h1>", { status: 502 }));
  const page = await problemOf(createClient({ baseUrl: BASE, fetch }).api.GET("/v1/images"));
  expect(page).toMatchObject({ code: "HTTP_502", status: 502, passes: true });
});

test("a token is asked for before each request", async () => {
  let number = 0;
  const { fetch, seen } = answering(ok);
  const client = createClient({ baseUrl: BASE, fetch, token: () => Promise.resolve(`token-${++number}`) });
  await client.api.GET("/v1/images");
  await client.api.GET("/v1/images");
  expect(seen.map(({ headers }) => headers.get("Authorization"))).toEqual(["Bearer token-1", "Bearer token-2"]);
});

test("who comes without a cookie asks once before asking much, so as to be one visitor", async () => {
  const waiting: (() => void)[] = [];
  const fetch = () => new Promise<Response>((resolve) => waiting.push(() => resolve(ok())));
  const client = createClient({ baseUrl: BASE, fetch });
  const replies = [1, 2, 3].map(() => client.api.GET("/v1/images"));
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(waiting).toHaveLength(1);
  waiting[0]?.();
  await replies[0];
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(waiting).toHaveLength(3);
  waiting.forEach((answer) => answer());
  await Promise.all(replies);
});
