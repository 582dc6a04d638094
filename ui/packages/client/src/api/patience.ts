import type { Surroundings } from "../world/surroundings";

/** Who is told to come again later does so, this often at most. */
const TRIES = 4;

/** Longer than this nobody waits without being asked: the caller hears of it instead. */
const LONGEST_WAIT_SECONDS = 30;

/** Whether a reply means "later", when that is, in milliseconds; undefined when it is for the caller to see. */
export function waitBefore(response: Response, tries: number): number | undefined {
  if ((response.status !== 429 && response.status !== 503) || tries >= TRIES) return undefined;
  const seconds = retryAfter(response);
  return seconds !== undefined && seconds <= LONGEST_WAIT_SECONDS ? seconds * 1000 : undefined;
}

/** When to come again, in seconds; undefined when that is not said, or not in seconds. */
export function retryAfter(response: Response): number | undefined {
  const header = response.headers.get("Retry-After");
  const seconds = header === null || header === "" ? Number.NaN : Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

/** Rejects with the signal's reason when that is aborted. */
export function pause(world: Pick<Surroundings, "after">, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(reasonOf(signal));
      return;
    }
    const cancel = world.after(milliseconds, () => {
      signal?.removeEventListener("abort", abort);
      resolve();
    });
    const abort = () => {
      cancel();
      if (signal) reject(reasonOf(signal));
    };
    signal?.addEventListener("abort", abort, { once: true });
  });
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new DOMException("Aborted", "AbortError");
}

/** How long to wait after so many failures in a row: twice as long each time, up to `longest`, and never all at once. */
export function backoff(failures: number, random: () => number, first = 500, longest = 30_000): number {
  const most = Math.min(longest, first * 2 ** Math.max(0, failures - 1));
  return most / 2 + (random() * most) / 2;
}
