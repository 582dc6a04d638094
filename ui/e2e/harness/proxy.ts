import { EventEmitter, once } from "node:events";
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { pipeline, Transform } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

/** What the network does to requests whose path fits. */
export interface Weather {
  /** Which requests; all of them by default. */
  paths: RegExp;
  /** How long each request is held before it is passed on. */
  delayMs: number;
  /** Whether an answer is kept until it has ended, as some proxies do: a stream of events then never arrives. */
  buffering: boolean;
  /** How fast bodies go, up and down; unlimited by default. */
  bytesPerSecond: number;
  /** After how long the connection is cut in the middle of a request; never by default. */
  lifeMs: number;
  /** Whether nothing goes through, though the connection stays. */
  stalled: boolean;
  /** Answers this instead of asking the server, as a proxy does whose server is away. */
  status: number | undefined;
  /** What goes with `status`, such as a `Retry-After`. */
  headers: Readonly<Record<string, string>>;
  /** Whether the server does what it is asked for, and its answer is lost: the connection is cut instead. */
  loses: boolean;
  /** After how many bytes of a body, on its way up, the connection is cut; never by default. */
  cutAfterBytes: number;
  /** For how long nothing may come down before the connection is cut, as proxies do that take silence for death. */
  idleMs: number;
  /** Which methods; all of them by default. */
  methods: RegExp;
  /** How many requests it meets before it has cleared up; all of them by default. */
  times: number;
}

const FAIR: Weather = {
  paths: /(?:)/,
  delayMs: 0,
  buffering: false,
  bytesPerSecond: Infinity,
  lifeMs: Infinity,
  stalled: false,
  status: undefined,
  headers: {},
  loses: false,
  cutAfterBytes: Infinity,
  idleMs: Infinity,
  methods: /(?:)/,
  times: Infinity,
};

/** A request that came through, or tried to. `status` is 0 until, and unless, an answer began. */
export interface Passed {
  readonly method: string;
  readonly path: string;
  status: number;
  /** Until the whole answer has gone, or one of the sides has. */
  isOpen: boolean;
}

/** Between browser and server: fair weather, until a scenario says otherwise. */
export class Proxy {
  readonly #server: Server;
  readonly #target: () => number;
  readonly #sockets = new Set<Socket>();
  #weather: Weather = FAIR;
  #offline = false;
  readonly #sky = new EventEmitter().setMaxListeners(0);
  #met = 0;
  /** All requests since the last {@link clear}. */
  passed: Passed[] = [];

  private constructor(target: () => number) {
    this.#target = target;
    this.#server = createServer((question, answer) => void this.#take(question, answer));
    this.#server.on("connection", (socket) => this.#connected(socket));
  }

  /** @param target the server's port, asked for each time */
  static async start(target: () => number): Promise<Proxy> {
    const proxy = new Proxy(target);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** From now on; what is not named is as in fair weather. */
  weather(change: Partial<Weather>): void {
    this.#weather = { ...FAIR, ...change };
    this.#met = 0;
    if (!this.#weather.stalled) this.#sky.emit("clear");
  }

  /** Cuts everything that is under way; what comes next goes through. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Cuts everything, and lets nothing through. */
  offline(): void {
    this.#offline = true;
    this.cut();
  }

  online(): void {
    this.#offline = false;
  }

  /** Fair weather, and a new count. */
  clear(): void {
    this.online();
    this.weather({});
    this.passed = [];
  }

  /** How many requests of this kind came through to the server, or tried to. */
  count(method: string, path: RegExp): number {
    return this.passed.filter((it) => it.method === method && path.test(it.path)).length;
  }

  /** How many of them are going on now. */
  open(method: string, path: RegExp): number {
    return this.passed.filter((it) => it.isOpen && it.method === method && path.test(it.path)).length;
  }

  /** Resolves when so many requests of this kind have come, counted from the last {@link clear}. */
  async came(count: number, method: string, path: RegExp): Promise<void> {
    while (this.count(method, path) < count) await once(this.#sky, "request");
  }

  async stop(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, "close");
  }

  #connected(socket: Socket): void {
    if (this.#offline) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("error", () => socket.destroy()); // the browser went, or we cut it
  }

  async #take(question: IncomingMessage, answer: ServerResponse): Promise<void> {
    const passed: Passed = { method: question.method ?? "", path: question.url ?? "", status: 0, isOpen: true };
    answer.on("close", () => (passed.isOpen = false));
    this.passed.push(passed);
    this.#sky.emit("request");
    const weather = this.#over(passed);
    if (weather.lifeMs < Infinity) {
      const end = setTimeout(() => question.socket.destroy(), weather.lifeMs);
      question.socket.once("close", () => clearTimeout(end));
    }
    if (weather.delayMs > 0) await sleep(weather.delayMs);
    if (weather.stalled) await once(this.#sky, "clear");
    if (question.socket.destroyed) return;
    if (weather.status === undefined) {
      this.#pass(question, answer, weather, passed);
    } else {
      passed.status = weather.status;
      question.resume();
      answer
        .writeHead(weather.status, { "Content-Type": "text/html", ...weather.headers })
        .end("<h1>The proxy has no server</h1>");
    }
  }

  /** What this request meets. */
  #over({ method, path }: Passed): Weather {
    const { paths, methods, times } = this.#weather;
    if (!paths.test(path) || !methods.test(method) || this.#met >= times) return FAIR;
    this.#met++;
    return this.#weather;
  }

  #pass(question: IncomingMessage, answer: ServerResponse, weather: Weather, passed: Passed): void {
    const { method, url, headers } = question;
    const onwards = request({ host: "127.0.0.1", port: this.#target(), method, path: url, headers, agent: false });
    // Whichever side goes, the other goes too: neither may take half a body for a whole one.
    answer.on("close", () => {
      if (!answer.writableFinished) onwards.destroy();
    });
    onwards.on("error", () => question.socket.destroy());
    onwards.on("response", (reply) => {
      passed.status = reply.statusCode ?? 0;
      if (weather.loses) lose(reply, question.socket);
      else void this.#answer(reply, answer, weather);
    });
    if (weather.cutAfterBytes < Infinity) cutAfter(weather.cutAfterBytes, question);
    pipeline(question, pace(weather.bytesPerSecond), onwards, (failure) => {
      if (failure) onwards.destroy();
    });
  }

  async #answer(reply: IncomingMessage, answer: ServerResponse, weather: Weather): Promise<void> {
    if (weather.buffering) {
      const body = await whole(reply).catch((failure: unknown) => {
        answer.destroy(failure as Error);
        return undefined;
      });
      if (body && !answer.destroyed) answer.writeHead(reply.statusCode ?? 502, reply.headers).end(body);
      return;
    }
    answer.writeHead(reply.statusCode ?? 502, reply.headers);
    answer.flushHeaders();
    if (weather.idleMs < Infinity) cutWhenIdle(weather.idleMs, reply, answer);
    pipeline(reply, pace(weather.bytesPerSecond), answer, (failure) => {
      if (failure) answer.destroy();
    });
  }
}

/** The server has answered, and nobody hears of it. */
function lose(reply: IncomingMessage, browser: Socket): void {
  reply.resume();
  reply.on("close", () => browser.destroy());
}

function cutAfter(bytes: number, question: IncomingMessage): void {
  let left = bytes;
  question.on("data", (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) question.socket.destroy();
  });
}

function cutWhenIdle(milliseconds: number, reply: IncomingMessage, answer: ServerResponse): void {
  const end = setTimeout(() => answer.destroy(), milliseconds);
  reply.on("data", () => end.refresh());
  answer.on("close", () => {
    clearTimeout(end);
  });
}

/** The whole body; rejects when the other side breaks off. */
async function whole(reply: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of reply) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const SLICE = 16 * 1024;

function pace(bytesPerSecond: number): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (bytesPerSecond === Infinity) {
        done(null, chunk);
        return;
      }
      const slices = Array.from({ length: Math.ceil(chunk.length / SLICE) }, (_, i) =>
        chunk.subarray(i * SLICE, (i + 1) * SLICE),
      );
      const next = (): void => {
        const slice = slices.shift();
        if (!slice) {
          done();
          return;
        }
        setTimeout(
          () => {
            if (this.destroyed) return;
            this.push(slice);
            next();
          },
          (slice.length / bytesPerSecond) * 1000,
        );
      };
      next();
    },
  });
}
