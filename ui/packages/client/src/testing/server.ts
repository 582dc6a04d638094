import type { Image, Policy, SafelightEvent, SetCount } from "../api/models";
import type { components } from "../api/schema";
import type { VirtualTime } from "./time";

type FileBody = components["schemas"]["File"];
type Status = Image["status"];

interface Upload {
  image: Image;
  key: string;
  deadline: number;
  expiresAt: number;
  promised: FileBody;
  /** What lies in the store. */
  stored?: string;
  looks: number;
}

export const ORIGIN = "http://safelight.test";

export const POLICY: Policy = {
  version: "1",
  rules: [
    {
      code: "FILE_TOO_SMALL",
      severity: "reject",
      title: "The file is too small",
      advice: "Choose a larger one.",
      limit: 3,
      unit: "bytes",
      comparison: "at least",
    },
  ],
  formats: ["image/jpeg", "image/png", "image/heic"],
  set: { minimum: 6, maximum: 60 },
  upload: { maxBytes: 10_000, urlValidForSeconds: 900, deadlineSeconds: 3600 },
  handover: false,
};

/** What a Safelight server does as far as uploads go, with its own memory, in one process and in virtual time. */
export class SimulatedServer {
  readonly uploads = new Map<string, Upload>();
  readonly log: SafelightEvent[] = [];
  readonly requests: string[] = [];
  /** How many bodies the store was sent for each image. */
  puts = 0;
  policy = POLICY;
  /** Answers instead of the server: a proxy, or an outage. */
  intercept: (request: Request) => Response | undefined = () => undefined;
  /** Streams are swallowed by a proxy when true. */
  holdsStreamsBack = false;
  streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  private readonly replies = new Map<string, { fingerprint: string; status: number; body: string; at: number }>();
  private sequence = 1000;
  private waiting: (() => void)[] = [];
  private lastId = 0;

  constructor(private readonly time: VirtualTime) {
    this.heartbeat();
  }

  images(setId = "default"): Image[] {
    return [...this.uploads.values()].map(({ image }) => image).filter((image) => image.setId === setId);
  }

  /** Those that hold a photo, by what lies in the store. */
  photos(): string[] {
    return [...this.uploads.values()]
      .filter(({ image }) => ["VERIFYING", "PROCESSING", "ACCEPTED", "REJECTED"].includes(image.status))
      .map(({ stored }) => stored ?? "nothing");
  }

  async handle(request: Request): Promise<Response> {
    const url = new URL(request.url);
    this.requests.push(`${request.method} ${url.pathname}`);
    const instead = this.intercept(request);
    if (instead) return instead;
    if (request.method === "GET") return this.get(url, request);
    const text = await request.text();
    const key = request.headers.get("Idempotency-Key");
    if (key === null) return this.change(request.method, url.pathname, text);
    const known = this.replies.get(key);
    if (known && this.time.now() - known.at < 86_400_000) {
      if (known.fingerprint !== text) return problem(422, "IDEMPOTENCY_KEY_REUSED");
      const headers = { "Idempotent-Replayed": "true", "Content-Type": "application/json" };
      return new Response(known.body, { status: known.status, headers });
    }
    const reply = this.change(request.method, url.pathname, text);
    if (reply.status === 429 || reply.status >= 500) return reply;
    const body = await reply.clone().text();
    this.replies.set(key, { fingerprint: text, status: reply.status, body, at: this.time.now() });
    return reply;
  }

  /** The store: what a signed PUT of these bytes is answered with. */
  put(url: string, headers: Readonly<Record<string, string>>, content: string): number {
    this.puts++;
    const upload = [...this.uploads.values()].find((one) => url.startsWith(`${ORIGIN}/v1/objects/${one.key}?`));
    if (upload === undefined || Number(new URL(url).searchParams.get("until")) < this.time.now()) return 403;
    if (headers["Content-Type"] !== upload.promised.contentType) return 403;
    if (upload.stored !== undefined) return 412;
    if (content.length !== upload.promised.size) return 400;
    upload.stored = content;
    return 200;
  }

  tell(type: SafelightEvent["type"], subject: string, data: SafelightEvent["data"]): void {
    const sequence = ++this.sequence;
    const event = {
      id: crypto.randomUUID(),
      sequence,
      type,
      subject,
      time: this.stamp(),
      data,
      traceId: "0".repeat(32),
    };
    this.log.push(event);
    this.stream(`id: ${sequence}\nevent: ${type}\ndata: ${JSON.stringify(event)}\n\n`);
    this.waiting.forEach((go) => go());
    this.waiting = [];
  }

  /** Every connection is cut, as by a restart. */
  cutStreams(): void {
    for (const controller of this.streams) controller.error(new TypeError("terminated"));
    this.streams.clear();
  }

  sayBye(): void {
    this.stream("event: bye\ndata: {}\n\n");
    for (const controller of this.streams) controller.close();
    this.streams.clear();
  }

  sayResync(): void {
    this.stream(`event: resync\nid: ${this.sequence}\ndata: {}\n\n`);
  }

  move(upload: Upload, status: Status, more: Partial<Image> = {}): void {
    if (!this.uploads.has(upload.image.imageId)) return;
    const from = upload.image.status;
    upload.image = { ...upload.image, ...more, status, updatedAt: this.stamp() };
    const type = `image.${status.toLowerCase()}` as SafelightEvent["type"];
    const { imageId } = upload.image;
    this.tell(type, imageId, { imageId, status, from, chapter: 1, attempt: 1, why: "simulated", codes: [] });
  }

  private stamp(): string {
    return new Date(this.time.now()).toISOString();
  }

  private heartbeat(): void {
    this.time.after(15_000, () => {
      this.stream(`:\nid: ${this.sequence}\n\n`);
      this.heartbeat();
    });
  }

  private stream(text: string): void {
    for (const controller of this.streams) controller.enqueue(new TextEncoder().encode(text));
  }

  private get(url: URL, request: Request): Response | Promise<Response> {
    const path = url.pathname;
    if (path === "/v1/policy") return json(200, this.policy);
    if (path === "/v1/events") return this.events(url, request);
    if (path === "/v1/images") return json(200, this.page(url));
    const [, kind, id] = path.match(/^\/v1\/(images|sets)\/([^/]+)$/) ?? [];
    if (kind === "sets" && id) return json(200, this.count(id));
    const upload = this.uploads.get(id ?? "");
    return upload ? json(200, upload.image) : problem(404, "IMAGE_NOT_FOUND");
  }

  private page(url: URL): { items: Image[]; nextCursor: string | null } {
    const all = this.images(url.searchParams.get("setId") ?? "default").reverse();
    const from = Number(url.searchParams.get("cursor") ?? 0);
    const limit = Math.min(7, Number(url.searchParams.get("limit") ?? 50)); // small, so that there are several
    const items = all.slice(from, from + limit);
    return { items, nextCursor: from + limit < all.length ? String(from + limit) : null };
  }

  private count(setId: string): SetCount {
    const images = this.images(setId);
    const of = (...statuses: Status[]) => images.filter((image) => statuses.includes(image.status)).length;
    const { minimum, maximum } = this.policy.set;
    const accepted = of("ACCEPTED");
    const pending = of("AWAITING_UPLOAD", "VERIFYING", "PROCESSING", "ERROR");
    return { setId, accepted, rejected: of("REJECTED"), pending, minimum, maximum, ready: accepted >= minimum };
  }

  private events(url: URL, request: Request): Response | Promise<Response> {
    if (!(request.headers.get("Accept") ?? "").includes("text/event-stream")) return this.poll(url, request);
    const from = request.headers.get("Last-Event-ID");
    const missed = from === null ? [] : this.log.filter((event) => event.sequence > Number(from));
    let mine: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        mine = controller;
        request.signal.addEventListener("abort", () => {
          this.streams.delete(controller);
          controller.error(new DOMException("Aborted", "AbortError"));
        });
        if (this.holdsStreamsBack) return;
        this.streams.add(controller);
        const told = missed.map(
          (event) => `id: ${event.sequence}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
        );
        const begin = `: connected\nretry: 300\n\n:\nid: ${from ?? this.sequence}\n\n${told.join("")}`;
        controller.enqueue(new TextEncoder().encode(begin));
      },
      cancel: () => {
        if (mine) this.streams.delete(mine);
      },
    });
    return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
  }

  private async poll(url: URL, request: Request): Promise<Response> {
    const after = url.searchParams.get("after");
    const items = () => this.log.filter((event) => after !== null && event.sequence > Number(after));
    if (after !== null && request.headers.has("Prefer") && items().length === 0) {
      await new Promise<void>((resolve, reject) => {
        this.waiting.push(resolve);
        this.time.after(25_000, resolve);
        request.signal.addEventListener("abort", () => reject(new DOMException("Aborted", "AbortError")));
      });
    }
    const told = items();
    const lastEventId = told.at(-1)?.sequence ?? (after === null ? this.sequence : Number(after));
    const wait = request.headers.has("Prefer") ? "0" : "2";
    return json(200, { items: told, lastEventId, more: false, resync: false }, { "Retry-After": wait });
  }

  private change(method: string, path: string, text: string): Response {
    if (method === "DELETE") return this.delete(path.split("/").at(-1) ?? "");
    if (path === "/v1/uploads/sign") return this.sign(JSON.parse(text) as { files: FileBody[]; setId: string });
    if (path === "/v1/uploads/complete") return this.complete((JSON.parse(text) as { imageIds: string[] }).imageIds);
    if (path.endsWith("/retry")) return this.retry(path.split("/").at(-2) ?? "");
    return this.signAgain(path.split("/").at(-2) ?? "");
  }

  private sign({ files, setId }: { files: FileBody[]; setId: string }): Response {
    // Stands for whatever makes a request invalid as a whole.
    if (files.some((file) => file.filename.startsWith("poison"))) return problem(400, "INVALID_REQUEST");
    return json(201, { uploads: files.map((file) => this.signOne(file, setId)) });
  }

  private signOne(file: FileBody, setId: string): unknown {
    if (!this.policy.formats.includes(file.contentType)) return { problem: document(422, "UNSUPPORTED_FORMAT") };
    const { accepted, pending, maximum } = this.count(setId);
    if (accepted + pending >= maximum) return { problem: document(409, "SET_FULL") };
    const imageId = `image-${++this.lastId}`;
    const now = this.time.now();
    const upload: Upload = {
      image: newImage(imageId, setId, file, this.stamp(), this.lastId),
      key: `objects-${imageId}`,
      deadline: now + this.policy.upload.deadlineSeconds * 1000,
      expiresAt: 0,
      promised: file,
      looks: 0,
    };
    this.uploads.set(imageId, upload);
    this.time.after(upload.deadline - now, () => {
      if (upload.image.status !== "AWAITING_UPLOAD") return;
      if (upload.stored === undefined) this.neverArrived(upload);
      else this.verify(upload);
    });
    return this.signed(upload);
  }

  private neverArrived(upload: Upload): void {
    const fault = { code: "NEVER_ARRIVED", title: "It never arrived", advice: "Try again." } as const;
    this.move(upload, "UPLOAD_FAILED", { fault });
  }

  private signed(upload: Upload): unknown {
    const { imageId, fileId, setId } = upload.image;
    const until = Math.min(upload.deadline, this.time.now() + this.policy.upload.urlValidForSeconds * 1000);
    return {
      imageId,
      fileId,
      setId,
      method: "PUT",
      uploadUrl: `${ORIGIN}/v1/objects/${upload.key}?until=${until}`,
      headers: { "Content-Type": upload.promised.contentType, "Content-Length": String(upload.promised.size) },
      objectKey: upload.key,
      expiresAt: new Date(until).toISOString(),
      uploadDeadline: new Date(upload.deadline).toISOString(),
    };
  }

  private signAgain(imageId: string): Response {
    const upload = this.uploads.get(imageId);
    if (upload === undefined) return problem(404, "IMAGE_NOT_FOUND");
    if (upload.image.status !== "AWAITING_UPLOAD") return problem(409, "NOT_AWAITING_UPLOAD");
    return json(200, this.signed(upload));
  }

  private complete(imageIds: string[]): Response {
    const images = imageIds.map((imageId) => {
      const upload = this.uploads.get(imageId);
      if (upload === undefined) return { imageId, problem: document(404, "IMAGE_NOT_FOUND") };
      if (upload.image.status === "AWAITING_UPLOAD") this.verify(upload);
      const isFinal = ["ACCEPTED", "REJECTED", "UPLOAD_FAILED", "ERROR"].includes(upload.image.status);
      return isFinal ? upload.image : { imageId, status: upload.image.status };
    });
    return json(202, { images });
  }

  private verify(upload: Upload): void {
    this.move(upload, "VERIFYING");
    this.look(upload, 20);
  }

  private look(upload: Upload, wait: number): void {
    this.time.after(wait, () => {
      if (upload.stored === undefined) {
        if (++upload.looks >= 3) this.neverArrived(upload);
        else this.look(upload, 5_000);
        return;
      }
      this.move(upload, "PROCESSING");
      this.time.after(200, () => {
        const isBad = upload.promised.filename.startsWith("blurred");
        this.move(upload, isBad ? "REJECTED" : "ACCEPTED", { finishedAt: this.stamp() });
      });
    });
  }

  private retry(imageId: string): Response {
    const upload = this.uploads.get(imageId);
    if (upload?.image.status !== "ERROR") return problem(409, "NOT_IN_ERROR");
    this.look(upload, 20);
    this.move(upload, "PROCESSING");
    return json(202, upload.image);
  }

  private delete(imageId: string): Response {
    if (!this.uploads.delete(imageId)) return problem(404, "IMAGE_NOT_FOUND");
    this.tell("image.deleted", imageId, { imageId });
    return new Response(null, { status: 204 });
  }
}

function newImage(imageId: string, setId: string, file: FileBody, at: string, fileId: number): Image {
  return {
    imageId,
    fileId: 10_000 + fileId,
    setId,
    filename: file.filename,
    contentType: file.contentType,
    status: "AWAITING_UPLOAD",
    reasons: [],
    warnings: [],
    measurements: null,
    width: null,
    height: null,
    format: "JPEG",
    bytes: file.size,
    sha256: file.sha256 ?? null,
    policyVersion: null,
    createdAt: at,
    updatedAt: at,
    finishedAt: null,
    links: {},
  };
}

function document(status: number, code: string): unknown {
  return {
    type: "/docs/problems",
    title: code,
    status,
    detail: "simulated",
    code,
    requestId: "r",
    traceId: "t",
    error: code,
    message: "",
  };
}

export function problem(status: number, code: string, headers: Record<string, string> = {}): Response {
  return json(status, document(status, code), { "Content-Type": "application/problem+json", ...headers });
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
}
