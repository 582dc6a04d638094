import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** What stands in an envelope: the kind of thing, and the thing. */
export interface Item {
  readonly type: string;
  readonly body: Record<string, unknown>;
}

/** Takes what Sentry's library sends from a browser. */
export class SentryReceiver {
  /** Whole, as they came. */
  readonly envelopes: string[] = [];
  readonly #server: Server;
  readonly #host: string;

  private constructor(server: Server, host: string) {
    this.#server = server;
    this.#host = host;
  }

  /** @param host how browsers call this machine */
  static async start(host: string): Promise<SentryReceiver> {
    const server = createServer().listen(0, "127.0.0.1");
    const receiver = new SentryReceiver(server, host);
    server.on("request", (request, response) => void receiver.#take(request, response));
    await once(server, "listening");
    return receiver;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    for await (const chunk of request.setEncoding("utf8")) text += String(chunk);
    if (request.method === "POST") this.envelopes.push(text);
    response.writeHead(200, { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*" }).end("{}");
  }

  /** What is to be set as DSN. */
  get dsn(): string {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("it does not listen");
    return `http://0123456789abcdef@${this.#host}:${address.port}/42`;
  }

  /** All that came, the first first. */
  items(): Item[] {
    return this.envelopes.flatMap((envelope) => {
      const lines = envelope.trim().split("\n").slice(1);
      const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
      return parsed.flatMap((header, index) =>
        index % 2 === 0 ? [{ type: String(header["type"]), body: parsed[index + 1] ?? {} }] : [],
      );
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}
