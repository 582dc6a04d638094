import { sha256 } from "./sha256";

export interface Hasher {
  /**
   * In 64 hexadecimal digits; undefined where the browser cannot say it, which is no reason not to upload. Rejected with a
   * {@link FileUnreadable}.
   */
  hash(file: Blob): Promise<string | undefined>;
  close(): void;
}

/** The file was moved, deleted or changed since it was chosen. */
export class FileUnreadable extends Error {
  override readonly name = "FileUnreadable";
}

/** Whoever gets no answer from a worker in so long has none. */
const WORKER_ANSWERS_WITHIN = 30_000;

/** In a worker, so that the page stays smooth; without one on the page; outside of secure contexts not at all. */
export function browserHasher(): Hasher {
  return new WorkerHasher();
}

interface Answer {
  readonly hash?: string;
  readonly failure?: string;
}

class WorkerHasher implements Hasher {
  private worker: Worker | undefined;
  private hasWorker = typeof Worker !== "undefined";
  private last: Promise<unknown> = Promise.resolve();

  hash(file: Blob): Promise<string | undefined> {
    // One after the other, so that the memory of one file is all that is needed.
    const mine = this.last.then(() => this.next(file));
    this.last = mine.catch(() => undefined); // whoever asked hears of it
    return mine;
  }

  close(): void {
    this.worker?.terminate();
    this.worker = undefined;
  }

  private async next(file: Blob): Promise<string | undefined> {
    if ((globalThis.crypto as Partial<Crypto> | undefined)?.subtle === undefined) return undefined;
    const answer = this.hasWorker ? await this.ask(file) : undefined;
    if (answer?.hash !== undefined) return answer.hash;
    if (answer?.failure !== undefined) throw new FileUnreadable(answer.failure);
    this.hasWorker = false;
    return onPage(file);
  }

  /** Undefined when there is no worker to be had: none can be made, or its script is not to be found. */
  private ask(file: Blob): Promise<Answer | undefined> {
    return new Promise((resolve) => {
      const worker = (this.worker ??= start());
      if (worker === undefined) {
        resolve(undefined);
        return;
      }
      const timer = setTimeout(() => give(undefined), WORKER_ANSWERS_WITHIN);
      const give = (answer: Answer | undefined) => {
        clearTimeout(timer);
        if (answer === undefined) this.close();
        resolve(answer);
      };
      worker.onmessage = (event: MessageEvent<Answer>) => give(event.data);
      worker.onerror = (event) => {
        event.preventDefault();
        give(undefined);
      };
      worker.postMessage(file);
    });
  }
}

function start(): Worker | undefined {
  try {
    return new Worker(new URL("./hash.worker.js", import.meta.url), { type: "module" });
  } catch (refused) {
    // By the page's security policy, or because the address means nothing after bundling.
    if (refused instanceof DOMException || refused instanceof TypeError) return undefined;
    throw refused;
  }
}

async function onPage(file: Blob): Promise<string> {
  try {
    return await sha256(file);
  } catch (failure) {
    throw new FileUnreadable("the file cannot be read", { cause: failure });
  }
}
