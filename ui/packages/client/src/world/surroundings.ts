/** What a browser is to us, so that all that depends on time, tabs and networks can be tried without one. */
export interface Surroundings {
  /** In milliseconds since the epoch. */
  now(): number;
  /** Runs it once, later; the result takes it back. */
  after(milliseconds: number, run: () => void): () => void;
  /** 0 to less than 1. */
  random(): number;
  isOnline(): boolean;
  /** Heard when it is worth trying at once: online again, the page visible again. */
  onWake(heard: () => void): () => void;
  onOffline(heard: () => void): () => void;
  /** Heard when a page comes back from the browser's cache, having heard nothing meanwhile. */
  onRestored(heard: () => void): () => void;
  /** Absent outside of secure contexts. */
  readonly locks: Locks | undefined;
  /** Messages to the other tabs of this browser; undefined where they cannot be sent. */
  channel(name: string): Channel | undefined;
}

/** The part of Web Locks that we need. */
export interface Locks {
  /** Holds the lock until what `held` promises is settled. Rejected when aborted, or when the lock is stolen. */
  request(name: string, options: { signal?: AbortSignal; steal?: boolean }, held: () => Promise<void>): Promise<void>;
}

export interface Channel {
  post(message: unknown): void;
  onMessage(heard: (message: unknown) => void): void;
  close(): void;
}

/** The browser that this runs in. */
export function browser(): Surroundings {
  return {
    now: () => Date.now(),
    after(milliseconds, run) {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
    isOnline: () => (globalThis.navigator as Navigator | undefined)?.onLine !== false,
    onWake(heard) {
      const visible = () => {
        if (document.visibilityState === "visible") heard();
      };
      const stops = [listen("online", heard)];
      if (typeof document !== "undefined") {
        document.addEventListener("visibilitychange", visible);
        stops.push(() => document.removeEventListener("visibilitychange", visible));
      }
      return () => stops.forEach((stop) => stop());
    },
    onOffline: (heard) => listen("offline", heard),
    onRestored: (heard) =>
      listen("pageshow", (event) => {
        if ((event as PageTransitionEvent).persisted) heard();
      }),
    locks: webLocks(),
    channel: (name) => (typeof BroadcastChannel === "undefined" ? undefined : broadcast(new BroadcastChannel(name))),
  };
}

function listen(type: string, heard: (event: Event) => void): () => void {
  if (typeof globalThis.addEventListener !== "function") return () => undefined;
  globalThis.addEventListener(type, heard);
  return () => globalThis.removeEventListener(type, heard);
}

function webLocks(): Locks | undefined {
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;
  if (!locks) return undefined;
  return {
    async request(name, options, held) {
      await locks.request(name, options, held);
    },
  };
}

function broadcast(channel: BroadcastChannel): Channel {
  return {
    post: (message) => channel.postMessage(message),
    onMessage: (heard) => {
      channel.onmessage = (event: MessageEvent<unknown>) => heard(event.data);
    },
    close: () => channel.close(),
  };
}
