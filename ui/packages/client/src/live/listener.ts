import { backoff, pause } from "../api/patience";
import { Problem } from "../api/problem";
import type { Client } from "../api/client";
import type { SafelightEvent } from "../api/models";
import type { Surroundings } from "../world/surroundings";
import type { Connection } from "./feed";
import { Poll } from "./poll";
import { readStream, type StreamEnd } from "./stream";

export interface Ear {
  event(event: SafelightEvent): void;
  /** Nothing has happened up to there that was not told. */
  moved(lastId: number): void;
  /** Something may have been missed; from `lastId` on everything is told. */
  resync(lastId: number): void;
  connection(connection: Connection): void;
}

/** So often a stream may break off or be held back before we believe that it never works here. */
const STREAM_FAILURES = 2;

/** After so long streams are given another chance; longer each time that they fail again. */
const STREAM_AGAIN = 60_000;
const STREAM_AGAIN_AT_MOST = 15 * 60_000;

/** So often we look whether the browser is right in saying that there is no network. */
const OFFLINE = 15_000;

/** Listens until it is stopped: by stream, or by asking where streams do not come through. */
export class Listener {
  private readonly stopped = new AbortController();
  private attempt = new AbortController();
  private failures = 0;
  private streamFailures = 0;
  private retreats = 0;
  private streamAgainAt = 0;
  private readonly poll: Poll;
  private readonly stops: (() => void)[] = [];

  constructor(
    private readonly client: Client,
    private readonly world: Surroundings,
    private lastId: number | undefined,
    private readonly ear: Ear,
  ) {
    this.poll = new Poll(client, world);
  }

  start(): void {
    this.stops.push(
      this.world.onWake(() => this.wake()),
      this.world.onOffline(() => this.attempt.abort()),
    );
    void this.run();
  }

  stop(): void {
    this.stopped.abort();
    this.attempt.abort();
    this.stops.forEach((stop) => stop());
  }

  /** Whoever waits to try again tries now; one that has a connection keeps it. */
  private wake(): void {
    this.failures = 0;
    this.interruptPause?.();
  }

  private interruptPause: (() => void) | undefined;

  private async run(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      this.attempt = new AbortController();
      await this.once();
    }
  }

  /** Also when the browser says that there is no network: it may not know, and asking is how to find out. */
  private async once(): Promise<void> {
    try {
      if (this.world.now() >= this.streamAgainAt) await this.byStream();
      else await this.byAsking();
    } catch (failure) {
      if (this.stopped.signal.aborted) return;
      this.lost();
      const said = failure instanceof Problem ? failure.retryAfter : undefined;
      this.failures++;
      if (!this.world.isOnline()) await this.rest(OFFLINE);
      else await this.rest(said === undefined ? backoff(this.failures, () => this.world.random()) : said * 1000);
    }
  }

  private lost(): void {
    this.ear.connection(this.world.isOnline() ? "connecting" : "offline");
  }

  private async byStream(): Promise<void> {
    const end = await readStream(this.client, this.world, this.lastId, this.attempt.signal, {
      opened: () => {
        this.failures = 0;
        this.ear.connection("stream");
      },
      event: (event) => this.take(event),
      moved: (id) => this.position(id),
      resync: (id) => this.restart(id),
    });
    this.judge(end);
    if (end.kind === "cut") this.lost();
    await this.rest(end.kind === "bye" ? end.wait : backoff(this.streamFailures, () => this.world.random(), 250));
  }

  /** A proxy that holds everything back shows as a stream on which nothing comes: then we ask instead. */
  private judge(end: StreamEnd): void {
    if (end.kind === "held back") this.streamFailures = STREAM_FAILURES;
    else if (end.kind === "cut" && !end.wasAlive) this.streamFailures++;
    else this.streamFailures = 0;
    if (end.kind !== "held back" && end.wasAlive) this.retreats = 0;
    if (this.streamFailures < STREAM_FAILURES) return;
    const wait = Math.min(STREAM_AGAIN_AT_MOST, STREAM_AGAIN * 2 ** this.retreats++);
    this.streamAgainAt = this.world.now() + wait;
    this.streamFailures = 0;
  }

  private async byAsking(): Promise<void> {
    const page = await this.poll.ask(this.lastId, this.attempt.signal);
    this.failures = 0;
    this.ear.connection("polling");
    for (const event of page.items) this.take(event);
    if (page.resync) this.restart(page.lastEventId);
    else if (page.lastEventId !== undefined) this.position(page.lastEventId);
    await this.rest(page.wait);
  }

  private take(event: SafelightEvent): void {
    if (this.lastId !== undefined && event.sequence <= this.lastId) return;
    this.lastId = event.sequence;
    this.ear.event(event);
  }

  private position(id: number): void {
    if (this.lastId === undefined) {
      this.restart(id);
    } else if (id > this.lastId) {
      this.lastId = id;
      this.ear.moved(id);
    }
  }

  private restart(id: number | undefined): void {
    this.lastId = id ?? this.lastId ?? 0;
    this.ear.resync(this.lastId);
  }

  private async rest(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return;
    const resting = new AbortController();
    const interrupt = () => resting.abort();
    this.interruptPause = interrupt;
    this.stopped.signal.addEventListener("abort", interrupt, { once: true });
    try {
      await pause(this.world, milliseconds, resting.signal);
    } catch (interrupted) {
      if (!resting.signal.aborted) throw interrupted;
    } finally {
      this.stopped.signal.removeEventListener("abort", interrupt);
      this.interruptPause = undefined;
    }
  }
}
