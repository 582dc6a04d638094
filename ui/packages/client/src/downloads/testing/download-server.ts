import type { Download, SafelightEvent } from "../../api/models";
import type { Feed } from "../../live/feed";

const ORIGIN = "https://photos.example.org";
const EPOCH = Date.parse("2026-03-01T12:00:00Z");

type Answer = readonly [status: number, body: unknown, headers?: Record<string, string> | undefined];
type Fault = "unreachable" | "answer lost" | "busy" | "unauthorized";

/**
 * The server's download routes and its event log, in memory, with what the API promises: the same key gets the same
 * answer, the same photos the same download while it is under way or can be fetched, an end is told once.
 */
export class DownloadServer {
  readonly origin = ORIGIN;
  /** What was asked, such as `POST /v1/download/initiate`. */
  readonly asked: string[] = [];
  private readonly downloads = new Map<string, Download>();
  private readonly answers = new Map<string, Answer>();
  private readonly listening = new Set<(event: SafelightEvent) => void>();
  private readonly resyncing = new Set<() => void>();
  private readonly faults: { method: string; fault: Fault }[] = [];
  private sequence = 0;

  readonly fetch = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    this.asked.push(`${request.method} ${pathname}`);
    const next = this.faults.findIndex(({ method }) => method === request.method);
    const fault = next < 0 ? undefined : this.faults.splice(next, 1)[0]?.fault;
    if (fault === "unreachable") throw new TypeError("fetch failed");
    const [status, body, headers] = refusal(fault) ?? (await this.answer(request, pathname));
    if (fault === "answer lost") throw new TypeError("fetch failed");
    return new Response(JSON.stringify(body), {
      status,
      headers: { "Content-Type": status < 400 ? "application/json" : "application/problem+json", ...headers },
    });
  };

  /** A feed as one tab has it. */
  feed(): Pick<Feed, "subscribe" | "onResync"> {
    return {
      subscribe: (heard) => {
        this.listening.add(heard);
        return () => this.listening.delete(heard);
      },
      onResync: (reload) => {
        this.resyncing.add(reload);
        queueMicrotask(() => {
          if (this.resyncing.has(reload)) reload();
        });
        return () => this.resyncing.delete(reload);
      },
    };
  }

  /** The next requests of this method meet these instead. */
  fail(method: "GET" | "POST" | "DELETE", ...faults: Fault[]): void {
    this.faults.push(...faults.map((fault) => ({ method, fault })));
  }

  resync(): void {
    for (const reload of [...this.resyncing]) reload();
  }

  /** As if it happened while the feed was cut off. */
  silently(change: () => void): void {
    const heard = [...this.listening];
    this.listening.clear();
    change();
    for (const listener of heard) this.listening.add(listener);
  }

  jobs(): readonly string[] {
    return [...this.downloads.keys()];
  }

  progress(jobId: string, doneBytes: number): void {
    const { totalBytes, totalFiles } = this.get(jobId);
    const done = doneBytes / totalBytes;
    const counts = { doneBytes, progress: Math.floor(done * 100), doneFiles: Math.floor(done * totalFiles) };
    this.move(jobId, "download.progress", { status: "processing", ...counts });
  }

  complete(jobId: string): void {
    const { totalBytes, totalFiles, items } = this.get(jobId);
    this.move(jobId, "download.completed", {
      ...{ status: "completed", progress: 100, doneBytes: totalBytes, doneFiles: totalFiles, size: totalBytes + 900 },
      items: items.map((item) => ({ ...item, outcome: "INCLUDED" })),
      expiresAt: this.time(3600),
      completedAt: this.time(),
      downloadUrl: `${ORIGIN}/objects/${jobId}.zip?signature=1`,
    });
  }

  failDownload(jobId: string): void {
    const error = { code: "NOTHING_TO_DELIVER", message: "None of the photos can be delivered" } as const;
    this.move(jobId, "download.failed", { status: "failed", error });
  }

  expire(jobId: string): void {
    const gone = { ...this.get(jobId) };
    delete gone.downloadUrl;
    this.downloads.set(jobId, gone);
    this.move(jobId, "download.expired", { status: "expired" });
  }

  private get(jobId: string): Download {
    const download = this.downloads.get(jobId);
    if (!download) throw new Error(`no download ${jobId}`);
    return download;
  }

  private time(seconds = 0): string {
    return new Date(EPOCH + (this.sequence + seconds) * 1000).toISOString();
  }

  private move(jobId: string, type: SafelightEvent["type"], change: Partial<Download>): void {
    this.sequence += 1;
    const download = { ...this.get(jobId), ...change, updatedAt: this.time() };
    this.downloads.set(jobId, download);
    const { status, progress, doneFiles, totalFiles, doneBytes, totalBytes, error } = download;
    const data = { jobId, status, progress, doneFiles, totalFiles, doneBytes, totalBytes };
    const event: SafelightEvent = {
      ...{ id: `event ${this.sequence}`, sequence: this.sequence, type, subject: jobId, time: this.time() },
      data: error ? { ...data, error: error.code } : data,
      traceId: "0".repeat(32),
    };
    for (const heard of [...this.listening]) heard(event);
  }

  private async answer(request: Request, path: string): Promise<Answer> {
    const key = request.headers.get("Idempotency-Key");
    const before = key === null ? undefined : this.answers.get(key);
    if (before) return before;
    const answer = this.route(request.method, path, request.method === "POST" ? await request.json() : undefined);
    if (key !== null) this.answers.set(key, answer);
    return answer;
  }

  private route(method: string, path: string, body: unknown): Answer {
    const jobId = path.split("/").at(-1) ?? "";
    if (path === "/v1/download") return [200, { items: [...this.downloads.values()].reverse(), nextCursor: null }];
    if (path === "/v1/download/initiate") return this.initiate(body as { imageIds: string[]; variant: "normalized" });
    if (!this.downloads.has(jobId)) return problem(404, "DOWNLOAD_NOT_FOUND");
    if (method === "DELETE" && ["queued", "processing"].includes(this.get(jobId).status)) {
      this.move(jobId, "download.cancelled", { status: "cancelled" });
    }
    return [200, this.get(jobId)];
  }

  private initiate({ imageIds, variant }: { imageIds: string[]; variant: "normalized" | "original" }): Answer {
    if (imageIds.length === 0) return problem(400, "INVALID_REQUEST");
    const same = [...this.downloads.values()].find(
      (it) => it.variant === variant && ids(it) === [...imageIds].sort().join() && !isOver(it),
    );
    const download = same ?? this.add(imageIds, variant);
    const { jobId, status } = download;
    const links = { statusUrl: download.links.self, streamUrl: download.links.stream };
    const reply = { jobId, status, totalFileIds: imageIds.length, ...links, isNew: !same };
    return [status === "completed" ? 200 : 202, reply];
  }

  private add(imageIds: string[], variant: "normalized" | "original"): Download {
    this.sequence += 1;
    const jobId = `job-${this.downloads.size + 1}`;
    const archive = `/v1/download/${jobId}`;
    this.downloads.set(jobId, {
      ...{ jobId, status: "queued", progress: 0, doneFiles: 0, totalFiles: imageIds.length, doneBytes: 0 },
      ...{ totalBytes: imageIds.length * 1_000_000, variant, createdAt: this.time(), updatedAt: this.time() },
      items: imageIds.map((imageId) => ({ imageId, outcome: "WAITING" as const })),
      links: { self: `/v1/download/status/${jobId}`, stream: `${archive}/stream`, archive },
    });
    this.move(jobId, "download.queued", {});
    return this.get(jobId);
  }
}

const ids = ({ items }: Download) =>
  items
    .map(({ imageId }) => imageId)
    .sort()
    .join();
const isOver = ({ status }: Download) => ["failed", "cancelled", "expired"].includes(status);

function refusal(fault: Fault | undefined): Answer | undefined {
  if (fault === "busy") return problem(409, "IDEMPOTENCY_IN_PROGRESS", { "Retry-After": "1" });
  return fault === "unauthorized" ? problem(401, "UNAUTHORIZED") : undefined;
}

function problem(status: number, code: string, headers?: Record<string, string>): Answer {
  const texts = { title: code, detail: "", error: code, message: "" };
  return [status, { type: `/docs/problems/${code}`, status, code, requestId: "r", traceId: "t", ...texts }, headers];
}
