import type { Client } from "../api/client";
import type { SafelightEvent } from "../api/models";
import { NETWORK, Problem } from "../api/problem";
import type { Surroundings } from "../world/surroundings";

/** For so long the server may hold an answer back, in seconds: less than most proxies bear. */
const LONGEST = 25;

/** And for so long on top of that it may be on its way. */
const ON_ITS_WAY = 10_000;

export interface EventPage {
  readonly items: readonly SafelightEvent[];
  readonly lastEventId: number | undefined;
  readonly resync: boolean;
  /** When to ask again, in milliseconds. */
  readonly wait: number;
}

/** Asks what has happened, and where that goes well lets the server answer when something has. */
export class Poll {
  private seconds = LONGEST;
  private tag: string | undefined;
  private taggedId: number | undefined;

  constructor(
    private readonly client: Client,
    private readonly world: Surroundings,
  ) {}

  /** Rejected with a {@link Problem}. A repeat goes on from where this one began. */
  async ask(lastId: number | undefined, signal: AbortSignal): Promise<EventPage> {
    const headers = new Headers({ Accept: "application/json" });
    const waits = lastId !== undefined && this.seconds > 0;
    if (waits) headers.set("Prefer", `wait=${this.seconds}`);
    if (this.tag !== undefined && this.taggedId === lastId) headers.set("If-None-Match", this.tag);
    const query = lastId === undefined ? "" : `?after=${lastId}`;
    try {
      return await this.read(lastId, await this.fetch(`/v1/events${query}`, headers, waits, signal));
    } catch (failure) {
      if (waits && failure instanceof Problem && mayBeImpatience(failure)) this.seconds = this.seconds > 8 ? 8 : 0;
      throw failure;
    }
  }

  private async fetch(path: string, headers: Headers, waits: boolean, signal: AbortSignal): Promise<Response> {
    const late = new AbortController();
    const abort = () => late.abort();
    signal.addEventListener("abort", abort, { once: true });
    const stop = this.world.after((waits ? this.seconds * 1000 : 0) + ON_ITS_WAY, abort);
    try {
      return await this.client.fetch(path, { headers, signal: late.signal, cache: "no-store" });
    } catch (failure) {
      if (late.signal.aborted && !signal.aborted) throw Problem.unreachable(failure);
      throw failure;
    } finally {
      stop();
      signal.removeEventListener("abort", abort);
    }
  }

  private async read(lastId: number | undefined, response: Response): Promise<EventPage> {
    const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
    const said = Number.isFinite(seconds) ? seconds * 1000 : 2_000;
    // Who only asked where now is has not heard anything yet.
    const wait = lastId === undefined ? 0 : said;
    if (response.status === 304) return { items: [], lastEventId: lastId, resync: false, wait };
    const { items, lastEventId, resync } = (await response.json()) as EventPage;
    this.tag = response.headers.get("ETag") ?? undefined;
    this.taggedId = lastId;
    return { items, lastEventId, resync, wait };
  }
}

/** What a proxy does to answers that let it wait. */
function mayBeImpatience(problem: Problem): boolean {
  return problem.code === NETWORK || problem.status === 502 || problem.status === 504 || problem.status === 408;
}
