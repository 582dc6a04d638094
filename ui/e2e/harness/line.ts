import { once } from "node:events";
import { createConnection, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { pipeline, Transform } from "node:stream";

/** A long line to a port of this machine, whatever is spoken on it. */
export class Line {
  /** How long everything that is said takes to arrive, there and back. */
  delayMs = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(target: number) {
    this.#server = createServer((near) => this.#join(near, createConnection(target, "127.0.0.1")));
  }

  static async to(target: number): Promise<Line> {
    const line = new Line(target);
    line.#server.listen(0, "127.0.0.1");
    await once(line.#server, "listening");
    return line;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }

  #join(near: Socket, far: Socket): void {
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    }
    // Whichever side goes, the other goes too.
    pipeline(near, this.#held(), far, this.#held(), near, () => {
      near.destroy();
      far.destroy();
    });
  }

  #held(): Transform {
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        setTimeout(() => done(null, chunk), this.delayMs / 2);
      },
    });
  }
}
