import type { Client } from "../api/client";
import type { SafelightEvent } from "../api/models";
import { Problem } from "../api/problem";
import type { Surroundings } from "../world/surroundings";
import { EventStreamParser, type StreamMessage } from "./event-stream";

/** The server says something at once; who hears nothing for so long has something between that holds it back. */
const FIRST_BYTES = 3_000;

/** It says something every 15 s; after so long the connection is dead, whatever the browser believes. */
const SILENCE = 35_000;

/** Streams that lived for so long are not what breaks. */
const ALIVE = 10_000;

export interface StreamEar {
  opened(): void;
  event(event: SafelightEvent): void;
  moved(id: number): void;
  resync(id: number | undefined): void;
}

/** `bye`: as the server wished. `held back`: nothing came through. `cut`: by somebody else, or silent for too long. */
export type StreamEnd =
  { kind: "bye"; wait: number; wasAlive: true } | { kind: "held back" } | { kind: "cut"; wasAlive: boolean };

/**
 * Listens to one stream until it ends.
 *
 * @returns a promise that is rejected with a {@link Problem} when the server refuses the stream or cannot be reached
 */
export async function readStream(
  client: Client,
  world: Surroundings,
  lastId: number | undefined,
  signal: AbortSignal,
  ear: StreamEar,
): Promise<StreamEnd> {
  return new StreamReader(world, signal, ear).read(client, lastId);
}

class StreamReader {
  private readonly cut = new AbortController();
  private stopWatch: () => void = () => undefined;
  private isOpen = false;
  private isSilent = false;
  private bye = false;
  private retry = 1_000;
  private readonly begun: number;
  private heardSomething = false;

  constructor(
    private readonly world: Surroundings,
    private readonly signal: AbortSignal,
    private readonly ear: StreamEar,
  ) {
    this.begun = world.now();
  }

  async read(client: Client, lastId: number | undefined): Promise<StreamEnd> {
    const abort = () => this.cut.abort();
    this.signal.addEventListener("abort", abort, { once: true });
    this.watch(FIRST_BYTES);
    try {
      await this.listen(client, lastId);
    } catch (failure) {
      if (this.signal.aborted) throw failure;
      if (!this.isSilent && (!this.isOpen || !isCut(failure))) throw failure;
    } finally {
      this.stopWatch();
      this.signal.removeEventListener("abort", abort);
      this.cut.abort();
    }
    if (this.bye) return { kind: "bye", wait: this.retry, wasAlive: true };
    if (!this.isOpen) return { kind: "held back" };
    return { kind: "cut", wasAlive: this.heardSomething || this.world.now() - this.begun >= ALIVE };
  }

  private async listen(client: Client, lastId: number | undefined): Promise<void> {
    const headers = new Headers({ Accept: "text/event-stream" });
    if (lastId !== undefined) headers.set("Last-Event-ID", String(lastId));
    const response = await client.fetch("/v1/events", { headers, signal: this.cut.signal, cache: "no-store" });
    if (!response.body) return;
    const parser = new EventStreamParser((message) => this.hear(message));
    const decoder = new TextDecoder();
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || this.bye) return;
      this.watch(SILENCE);
      this.open();
      parser.push(decoder.decode(value, { stream: true }));
    }
  }

  private open(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    this.ear.opened();
  }

  private watch(milliseconds: number): void {
    this.stopWatch();
    this.stopWatch = this.world.after(milliseconds, () => {
      this.isSilent = true;
      this.cut.abort();
    });
  }

  private hear(message: StreamMessage): void {
    if (message.retry !== undefined) this.retry = message.retry;
    const id = message.id === undefined ? undefined : Number(message.id);
    if (message.event === "bye") {
      this.bye = true;
      this.cut.abort();
    } else if (message.event === "resync") {
      this.ear.resync(id);
    } else if (message.event !== undefined && message.data !== undefined) {
      this.heardSomething = true;
      this.ear.event(JSON.parse(message.data) as SafelightEvent);
    } else if (id !== undefined) {
      this.ear.moved(id);
    }
  }
}

/** A body that breaks off shows as the browser's own kinds of error; ours mean that the stream is not understood. */
function isCut(failure: unknown): boolean {
  return failure instanceof TypeError || failure instanceof DOMException || failure instanceof Problem;
}
