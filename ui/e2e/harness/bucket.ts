import { createHash } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const NAME = "photos";

/** How an S3 service refuses, in its own words. */
const REFUSALS = {
  AccessDenied: "Access Denied",
  InvalidAccessKeyId: "The AWS Access Key Id you provided does not exist in our records.",
} as const;

interface Stored {
  readonly type: string;
  readonly bytes: Buffer;
  readonly etag: string;
  readonly sha256: string;
}

/** Who reads no more only glances at what kind of file it is. */
const GLANCE = 1024;

/**
 * A bucket of S3 in memory, as far as photos need one: it takes no parts, and every key is good until a scenario says
 * otherwise. The signatures themselves are tried elsewhere, on servers that check them.
 */
export class Bucket {
  readonly #server: Server;
  readonly #host: string;
  readonly #objects = new Map<string, Stored>();
  readonly #changes = new EventEmitter().setMaxListeners(0);
  #refusal: keyof typeof REFUSALS | undefined;
  #isHolding = false;

  private constructor(host: string) {
    this.#host = host;
    this.#server = createServer((question, answer) => void this.#take(question, answer));
  }

  /** @param host how browsers and servers call this machine */
  static async start(host: string): Promise<Bucket> {
    const bucket = new Bucket(host);
    bucket.#server.listen(0, "127.0.0.1");
    await once(bucket.#server, "listening");
    return bucket;
  }

  /** What makes it the store of a server. */
  get settings(): Readonly<Record<string, string>> {
    return {
      SAFELIGHT_S3_ENDPOINT: `http://${this.#host}:${(this.#server.address() as AddressInfo).port}`,
      SAFELIGHT_S3_BUCKET: NAME,
      SAFELIGHT_S3_ACCESS_KEY: "AKIASCENARIO",
      SAFELIGHT_S3_SECRET_KEY: "a secret for scenarios",
    };
  }

  /** From now on nobody may do anything. */
  refuse(code: keyof typeof REFUSALS): void {
    this.#refusal = code;
  }

  /** From now on who reads an object, and not only its beginning, waits in vain. */
  hold(): void {
    this.#isHolding = true;
  }

  /** Resolves when somebody waits so. */
  async held(): Promise<void> {
    await once(this.#changes, "held");
  }

  /** Everything works again; who waits is answered. */
  clear(): void {
    this.#refusal = undefined;
    this.#isHolding = false;
    this.#changes.emit("clear");
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #take(question: IncomingMessage, answer: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of question) chunks.push(chunk as Buffer);
    const url = new URL(question.url ?? "/", "http://bucket");
    const key = decodeURIComponent(url.pathname).slice(`/${NAME}/`.length);
    answer.setHeader("Access-Control-Allow-Origin", "*"); // as the bucket's CORS rules say, or no page could upload
    answer.setHeader("Access-Control-Expose-Headers", "ETag");
    if (question.method === "OPTIONS") this.#allow(question, answer);
    else if (this.#refusal) refuse(answer, 403, this.#refusal, REFUSALS[this.#refusal]);
    else if (question.method === "POST") this.#post(url, Buffer.concat(chunks).toString(), answer);
    else if (key === "") this.#list(url, answer);
    else if (question.method === "PUT") this.#put(key, question, Buffer.concat(chunks), answer);
    else if (question.method === "DELETE") this.#delete(key, answer);
    else await this.#get(key, question, answer);
  }

  #allow(question: IncomingMessage, answer: ServerResponse): void {
    answer.setHeader("Access-Control-Allow-Methods", "GET, PUT");
    answer.setHeader("Access-Control-Allow-Headers", question.headers["access-control-request-headers"] ?? "");
    answer.writeHead(204).end();
  }

  /** Of several objects to be deleted; it takes no uploads in parts. */
  #post(url: URL, body: string, answer: ServerResponse): void {
    if (!url.searchParams.has("delete")) {
      refuse(answer, 501, "NotImplemented", "There are no parts here.");
      return;
    }
    for (const [, key = ""] of body.matchAll(/<Key>(.*?)<\/Key>/g)) this.#objects.delete(key);
    xml(answer, 200, "<DeleteResult></DeleteResult>");
  }

  /** All there is, or only that it is there. */
  #list(url: URL, answer: ServerResponse): void {
    const prefix = url.searchParams.get("prefix") ?? "";
    const keys = [...this.#objects.keys()].filter((key) => key.startsWith(prefix));
    const contents = keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join("");
    xml(answer, 200, `<ListBucketResult><IsTruncated>false</IsTruncated>${contents}</ListBucketResult>`);
  }

  #put(key: string, { headers }: IncomingMessage, bytes: Buffer, answer: ServerResponse): void {
    if (headers["if-none-match"] === "*" && this.#objects.has(key)) {
      refuse(answer, 412, "PreconditionFailed", "It is there already.");
      return;
    }
    const sha256 = createHash("sha256").update(bytes).digest("base64");
    if ((headers["x-amz-checksum-sha256"] ?? sha256) !== sha256) {
      refuse(answer, 400, "BadDigest", "These are other bytes.");
      return;
    }
    const etag = `"${createHash("md5").update(bytes).digest("hex")}"`;
    this.#objects.set(key, { type: headers["content-type"] ?? "", bytes, etag, sha256 });
    answer.writeHead(200, { ETag: etag }).end();
  }

  #delete(key: string, answer: ServerResponse): void {
    this.#objects.delete(key);
    answer.writeHead(204).end();
  }

  async #get(key: string, { method, headers }: IncomingMessage, answer: ServerResponse): Promise<void> {
    const stored = this.#objects.get(key);
    if (!stored) {
      refuse(answer, 404, "NoSuchKey", "It is not there.");
      return;
    }
    if (headers["if-match"] !== undefined && headers["if-match"] !== stored.etag) {
      refuse(answer, 412, "PreconditionFailed", "Another one is there.");
      return;
    }
    const [, first = "0", last = ""] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? "") ?? [];
    const part = stored.bytes.subarray(Number(first), last === "" ? undefined : Number(last) + 1);
    if (this.#isHolding && method === "GET" && part.length > GLANCE) {
      const cleared = once(this.#changes, "clear");
      this.#changes.emit("held");
      await cleared;
    }
    answer.writeHead(headers.range === undefined ? 200 : 206, {
      "Content-Type": stored.type,
      "Content-Length": part.length,
      "Content-Range": `bytes ${first}-${Number(first) + part.length - 1}/${stored.bytes.length}`,
      "Last-Modified": new Date().toUTCString(),
      ETag: stored.etag,
      "x-amz-checksum-sha256": stored.sha256,
    });
    answer.end(part); // to a HEAD, only how much it would be
  }
}

function refuse(answer: ServerResponse, status: number, code: string, message: string): void {
  xml(answer, status, `<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
}

function xml(answer: ServerResponse, status: number, body: string): void {
  answer.writeHead(status, { "Content-Type": "application/xml" });
  answer.end(`<?xml version="1.0" encoding="UTF-8"?>${body}`);
}
