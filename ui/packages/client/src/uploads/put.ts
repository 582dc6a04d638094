import type { Surroundings } from "../world/surroundings";

/**
 * - `stored`: the store has the bytes
 * - `there`: it had them already; the URL is good once
 * - `url`: it is not, or no longer, a good one
 * - `mismatch`: other bytes came than were promised
 * - `later`: the store is busy; `after` says for how many seconds, if it said so
 * - `broken`: no answer; `all` when all bytes had gone by then
 * - `stalled`: nothing moved for half a minute
 */
export type PutEnd =
  | { readonly kind: "stored" | "there" | "url" | "mismatch" | "stalled" }
  | { readonly kind: "later"; readonly after?: number }
  | { readonly kind: "broken"; readonly all: boolean };

export interface PutOrder {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly file: Blob;
  readonly signal: AbortSignal;
  /** Hears of the part that has gone, 0 to 1. */
  readonly progress: (part: number) => void;
}

/** Rejected only when its signal is aborted. */
export type Put = (order: PutOrder) => Promise<PutEnd>;

const STALLED_AFTER = 30_000;

/** By XMLHttpRequest, because fetch does not tell how far an upload has come. */
export function xhrPut(world: Pick<Surroundings, "after">): Put {
  return ({ url, headers, file, signal, progress }) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      let all = false;
      let stop: () => void = () => undefined;
      const watch = () => {
        stop();
        stop = world.after(STALLED_AFTER, () => end({ kind: "stalled" }));
      };
      const abort = () => {
        finish();
        request.abort();
        reject(new DOMException("Aborted", "AbortError"));
      };
      const finish = () => {
        stop();
        signal.removeEventListener("abort", abort);
      };
      const end = (how: PutEnd) => {
        finish();
        if (how.kind === "stalled") request.abort();
        resolve(how);
      };
      if (signal.aborted) {
        abort();
        return;
      }
      signal.addEventListener("abort", abort, { once: true });
      request.open("PUT", url);
      for (const [name, value] of Object.entries(headers)) {
        if (name.toLowerCase() !== "content-length") request.setRequestHeader(name, value); // the browser's own to set
      }
      request.upload.onprogress = (event) => {
        watch();
        if (event.total > 0) progress(event.loaded / event.total);
      };
      request.upload.onload = () => {
        all = true;
        watch();
      };
      request.onload = () => end(endOf(request.status, () => request.getResponseHeader("Retry-After")));
      request.onerror = () => end({ kind: "broken", all });
      watch();
      // Chromium sends a File by its path, which only the tab may read in which it was chosen; a Blob it sends by its bytes.
      request.send(file.slice(0, file.size, file.type));
    });
}

/** @param retryAfter is asked only when it matters, since a browser complains where the store does not let it see the header */
export function endOf(status: number, retryAfter: () => string | null): PutEnd {
  if (status >= 200 && status < 300) return { kind: "stored" };
  if (status === 412) return { kind: "there" };
  if (status === 400 || status === 422) return { kind: "mismatch" };
  if (status === 401 || status === 403 || status === 404) return { kind: "url" };
  const seconds = Number(retryAfter() ?? Number.NaN);
  return Number.isFinite(seconds) ? { kind: "later", after: seconds } : { kind: "later" };
}
