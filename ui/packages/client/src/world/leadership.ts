import type { Channel, Surroundings } from "./surroundings";

/** A leader that does not answer for so long, while somebody looks at another tab, is frozen. */
const SILENCE = 3_000;

const WHO = "who leads";
const ME = "I do";

/**
 * One tab of many, by a lock that ends with the tab. Where a browser has no locks or no way to talk to other tabs, every
 * tab leads for itself. A leader that the system has frozen, as phones do, loses its place to the tab that is looked at; it
 * hears of that when it wakes, so for moments two may believe to lead: what they do must bear that.
 */
export class Leadership {
  private leading = false;
  private closed = false;
  private queue = new AbortController();
  private readonly channel: Channel | undefined;
  private release: (() => void) | undefined;
  private doubt: (() => void) | undefined;
  private readonly stopListening: () => void;

  constructor(
    private readonly world: Surroundings,
    private readonly name: string,
    private readonly begin: () => void,
    private readonly end: () => void,
  ) {
    this.channel = world.locks && world.channel(`${name}:leader`);
    this.channel?.onMessage((message) => this.hear(message));
    this.stopListening = world.onWake(() => this.askWhoLeads());
    if (this.alone) this.lead();
    else void this.candidate(false);
  }

  get leads(): boolean {
    return this.leading;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.stopListening();
    this.doubt?.();
    this.queue.abort();
    this.step(false);
    this.release?.();
    this.channel?.close();
  }

  private get alone(): boolean {
    return this.world.locks === undefined || this.channel === undefined;
  }

  private lead(): void {
    this.doubt?.();
    this.step(true);
  }

  private step(leads: boolean): void {
    if (this.leading === leads) return;
    this.leading = leads;
    if (leads) this.begin();
    else this.end();
  }

  private async candidate(steal: boolean): Promise<void> {
    const { signal } = this.queue;
    const held = () => {
      if (this.closed || signal.aborted) return Promise.resolve();
      this.lead();
      return new Promise<void>((resolve) => (this.release = resolve));
    };
    try {
      await this.world.locks?.request(this.name, steal ? { steal } : { signal }, held);
    } catch (lost) {
      // Aborted by ourselves, or taken by another tab that found us silent.
      if (!(lost instanceof DOMException) || lost.name !== "AbortError") throw lost;
      if (this.closed || signal.aborted) return;
      this.step(false);
      void this.candidate(false);
    }
  }

  private askWhoLeads(): void {
    if (this.leading || this.closed || this.alone) return;
    this.doubt?.();
    this.doubt = this.world.after(SILENCE, () => {
      if (this.leading || this.closed) return;
      this.queue.abort();
      this.queue = new AbortController();
      void this.candidate(true);
    });
    this.channel?.post(WHO);
  }

  private hear(message: unknown): void {
    if (message === WHO && this.leading) this.channel?.post(ME);
    else if (message === ME) this.doubt?.();
  }
}
