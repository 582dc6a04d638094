import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { java } from "./java.ts";

const PATIENCE_MS = 90_000;
const GOODBYE_MS = 20_000;

/** The program as a process, with a data folder of its own, on one port for as long as it lives. */
export class Server {
  readonly port: number;
  readonly #folder: string;
  readonly #settings: Readonly<Record<string, string>>;
  readonly #sign: string;
  #process: ChildProcess | undefined;

  private constructor(port: number, settings: Readonly<Record<string, string>>, sign: string) {
    this.port = port;
    this.#settings = settings;
    this.#sign = sign;
    this.#folder = mkdtempSync(join(tmpdir(), "safelight-e2e-"));
    // Also when a worker ends without tidying up; nothing may wait in here.
    process.once("exit", () => this.#killAll());
  }

  /**
   * Starts it, and resolves when it answers.
   *
   * @param sign the path by which it says that it is there: `/livez` where something it depends on is away
   */
  static async start(settings: Readonly<Record<string, string>>, sign = "/readyz"): Promise<Server> {
    const server = new Server(await freePort(), settings, sign);
    try {
      await server.restart();
      return server;
    } catch (failure) {
      await server.stop();
      throw failure;
    }
  }

  /** Starts it again after {@link kill}: same port, same data. */
  async restart(): Promise<void> {
    const [program, ...options] = java();
    const log = openSync(this.#log, "a");
    this.#process = spawn(program, options, {
      env: { ...inherited(), ...this.#settings, SAFELIGHT_PORT: String(this.port), SAFELIGHT_DATA: this.data },
      stdio: ["ignore", log, log],
    });
    await this.#ready();
  }

  /** As a crash does: nothing is tidied up, nobody is told. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** For good. */
  async stop(): Promise<void> {
    await this.#end("SIGTERM");
    this.#killAll();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  get pid(): number {
    if (this.#process?.pid === undefined) throw new Error("the server does not run");
    return this.#process.pid;
  }

  /** Its own PostgreSQL. */
  get databasePort(): number {
    return Number(readFileSync(this.#postmaster, "utf8").split("\n")[3]);
  }

  /**
   * What makes another process work on the same database.
   *
   * @param port of something that leads to {@link databasePort}
   */
  database(port = this.databasePort): Readonly<Record<string, string>> {
    const password = readFileSync(join(this.data, "postgres", "safelight.password"), "utf8").trim();
    return { SAFELIGHT_DATABASE_URL: `postgresql://safelight:${password}@127.0.0.1:${port}/safelight` };
  }

  /** What it wrote. */
  log(): string {
    return existsSync(this.#log) ? readFileSync(this.#log, "utf8") : "";
  }

  get #log(): string {
    return join(this.#folder, "log.txt");
  }

  /** Where it keeps everything, for a scenario that takes some of it away. */
  get data(): string {
    return join(this.#folder, "data");
  }

  get #postmaster(): string {
    return join(this.data, "postgres", "postmaster.pid");
  }

  get #isRunning(): boolean {
    return this.#process !== undefined && this.#process.exitCode === null && this.#process.signalCode === null;
  }

  async #ready(): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (Date.now() < deadline) {
      if (!this.#isRunning) throw new Error(`the server ended:\n${this.log()}`);
      const reply = await fetch(`http://127.0.0.1:${this.port}${this.#sign}`).catch(() => undefined);
      await reply?.body?.cancel();
      if (reply?.status === 200) return;
      await sleep(100);
    }
    throw new Error(`the server is not ready after ${PATIENCE_MS} ms:\n${this.log()}`);
  }

  async #end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    if (!this.#isRunning || !this.#process) return;
    const ended = once(this.#process, "exit");
    this.#process.kill(signal);
    const late = AbortSignal.timeout(GOODBYE_MS);
    await Promise.race([ended, once(late, "abort")]);
    if (late.aborted) this.#process.kill("SIGKILL");
    await ended;
  }

  /** The program, and the database that it leaves behind when it is killed. */
  #killAll(): void {
    if (this.#isRunning) this.#process?.kill("SIGKILL");
    if (existsSync(this.#postmaster)) killIfThere(Number(readFileSync(this.#postmaster, "utf8").split("\n")[0]));
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== "ESRCH") throw failure; // it has gone by itself
  }
}

/** Ours without settings of this program, which whoever runs the tests may have. */
function inherited(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith("SAFELIGHT_") && name !== "PORT"),
  );
}

export async function freePort(): Promise<number> {
  const socket = createServer().listen(0, "127.0.0.1");
  await once(socket, "listening");
  const address = socket.address();
  socket.close();
  await once(socket, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
