import createOpenApiClient, { type Client as OpenApiClient } from "openapi-fetch";
import { browser, type Surroundings } from "../world/surroundings";
import { pause, waitBefore } from "./patience";
import { Problem } from "./problem";
import { TRACEPARENT, traceparent } from "./trace";
import type { paths } from "./schema";

export interface ClientOptions {
  /** Where Safelight is, such as `https://photos.example.com`; without it, where the page came from. */
  baseUrl?: string;
  /** Sent as `Authorization: Bearer`. A function is asked before each request. Without it the server's cookie says who you are. */
  token?: string | (() => string | Promise<string>);
  /**
   * Whose photos these are, if several people with tokens of their own may use this browser: what is stored in it is kept
   * apart by this name.
   */
  user?: string;
  /** Instead of the browser's. */
  fetch?: (request: Request) => Promise<Response>;
}

type Api = OpenApiClient<paths>;

export interface Client {
  /** Without a slash at its end; empty for the page's own origin. */
  readonly baseUrl: string;
  /** Under which name this browser keeps what belongs to this client. */
  readonly scope: string;
  /** Then nothing can be had by its address alone, as links and pictures ask for it. */
  readonly usesToken: boolean;
  /**
   * Every operation of the API, typed. Whatever is not answered with a success rejects with a {@link Problem}; being told to
   * come again within half a minute (429, 503) is obeyed up to three times first. Takes an `AbortSignal` as `signal`.
   */
  readonly api: Api;
  /** The same, but "later" is for the caller to obey. */
  readonly once: Api;
  /** Any address of the server, in the same way as `once`: for streams and what is no JSON. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

/** For so long the others wait for the first request, in milliseconds. */
const SHY = 700;

/** Does nothing until it is asked something; holds nothing that would have to be closed. */
export function createClient(options: ClientOptions = {}, world: Pick<Surroundings, "after"> = browser()): Client {
  const baseUrl = (options.baseUrl ?? "").replace(/\/+$/, "");
  const send = traced(introduced(options, authorized(options), world));
  const once = (request: Request) => answered(send, request);
  const patient = (request: Request) => patiently(send, request, world);
  const settings = { baseUrl: absolute(baseUrl), credentials: credentials(baseUrl) } as const;
  return {
    baseUrl,
    usesToken: options.token !== undefined,
    scope: `${absolute(baseUrl)}|${options.user ?? ""}`,
    api: createOpenApiClient<paths>({ ...settings, fetch: patient }),
    once: createOpenApiClient<paths>({ ...settings, fetch: once }),
    fetch: (path, init) => once(new Request(absolute(baseUrl) + path, { credentials: settings.credentials, ...init })),
  };
}

/** `include` forbids a server to answer every origin alike, so it is asked for only where the page is another's. */
function credentials(baseUrl: string): RequestCredentials {
  return absolute(baseUrl) === absolute("") ? "same-origin" : "include";
}

function absolute(baseUrl: string): string {
  const page = (globalThis as { location?: Location }).location;
  if (page === undefined || page.origin === "null") return baseUrl;
  return baseUrl === "" ? page.origin : new URL(baseUrl, page.href).href.replace(/\/+$/, "");
}

type Send = (request: Request) => Promise<Response>;

/** What belongs to no trace begins one. */
function traced(send: Send): Send {
  return (request) => {
    if (!request.headers.has(TRACEPARENT)) request.headers.set(TRACEPARENT, traceparent());
    return send(request);
  };
}

function authorized({ token, fetch }: ClientOptions): Send {
  const send = fetch ?? ((request: Request) => globalThis.fetch(request));
  if (token === undefined) return send;
  return async (request) => {
    request.headers.set("Authorization", `Bearer ${typeof token === "string" ? token : await token()}`);
    return send(request);
  };
}

/**
 * Who comes without a cookie is given one with the first answer. Several requests at once would be taken for several
 * visitors, so the first goes ahead alone; but the others do not wait for long, since it may be one that a proxy holds back.
 */
function introduced({ token }: ClientOptions, send: Send, world: Pick<Surroundings, "after">): Send {
  if (token !== undefined) return send;
  let known = false;
  let first: Promise<unknown> | undefined;
  const goAhead = async (request: Request) => {
    const mine = send(request);
    first = Promise.race([mine, pause(world, SHY, request.signal)]).then(
      () => (known = true),
      () => (first = undefined), // whoever asked hears of it; the next one goes ahead in its place
    );
    return mine;
  };
  return async (request) => {
    if (request.url.endsWith("/v1/policy")) return send(request);
    while (!known && first !== undefined) await first;
    return known ? send(request) : goAhead(request);
  };
}

async function answered(send: Send, request: Request): Promise<Response> {
  const response = await reached(send, request);
  if (response.ok || response.status === 304) return response;
  throw await Problem.read(response);
}

async function patiently(send: Send, request: Request, world: Pick<Surroundings, "after">): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const response = await reached(send, request.clone());
    const wait = waitBefore(response, tries);
    if (wait === undefined) {
      if (response.ok || response.status === 304) return response;
      throw await Problem.read(response);
    }
    await response.body?.cancel();
    await pause(world, wait, request.signal);
  }
}

async function reached(send: Send, request: Request): Promise<Response> {
  try {
    return await send(request);
  } catch (failure) {
    if (request.signal.aborted) throw failure;
    if (failure instanceof TypeError) throw Problem.unreachable(failure);
    throw failure;
  }
}
