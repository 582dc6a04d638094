import type { ShrinkAnswer, ShrinkTask } from "./task";

/** After so much idleness a worker is let go, and its memory with it. */
const IDLE_MS = 8000;

interface Open {
  readonly resolve: (blob: Blob) => void;
  readonly reject: (failure: Error) => void;
}

/** One worker, started when there is work and ended when there has been none for a while. */
export class Workshop {
  private worker: Worker | undefined;
  private idle: ReturnType<typeof setTimeout> | undefined;
  private last = 0;
  private readonly open = new Map<number, Open>();

  constructor(private readonly start: () => Worker) {}

  /** Rejects when the picture cannot be decoded, or the worker not be loaded. */
  shrink(blob: Blob, longest: number, quality: number): Promise<Blob> {
    clearTimeout(this.idle);
    const worker = (this.worker ??= this.begin());
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.open.set(id, { resolve, reject });
      worker.postMessage({ id, blob, longest, quality } satisfies ShrinkTask);
    });
  }

  private begin(): Worker {
    const worker = this.start();
    worker.addEventListener("message", (event: MessageEvent<ShrinkAnswer>) => this.hear(event.data));
    worker.addEventListener("error", (event) => this.fail(event.message));
    return worker;
  }

  private hear(answer: ShrinkAnswer): void {
    const task = this.open.get(answer.id);
    this.open.delete(answer.id);
    if ("blob" in answer) task?.resolve(answer.blob);
    else task?.reject(new Error(answer.failure));
    if (this.open.size === 0) this.idle = setTimeout(() => this.end(), IDLE_MS);
  }

  private fail(message: string): void {
    const failed = [...this.open.values()];
    this.end();
    for (const task of failed) task.reject(new Error(message || "The worker could not be started"));
  }

  private end(): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.open.clear();
  }
}
