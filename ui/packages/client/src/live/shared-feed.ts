import type { Client } from "../api/client";
import type { SafelightEvent } from "../api/models";
import { Leadership } from "../world/leadership";
import type { Channel, Surroundings } from "../world/surroundings";
import type { Connection, Feed } from "./feed";
import { Listener } from "./listener";

/** Who has no connection by then is shown what is known without one. */
const PATIENCE = 400;

type Message =
  | { type: "hello" }
  | { type: "state"; connection: Connection; lastId: number | undefined }
  | { type: "event"; event: SafelightEvent }
  | { type: "resync"; lastId: number };

/** The leading tab listens and tells the others. All remember the last id, so that whoever leads next misses nothing. */
export class SharedFeed implements Feed {
  private state: Connection = "connecting";
  private lastId: number | undefined;
  private listener: Listener | undefined;
  private readonly events = new Set<(event: SafelightEvent) => void>();
  private readonly reloads = new Set<() => void>();
  private readonly changes = new Set<(connection: Connection) => void>();
  private readonly stops: (() => void)[] = [];
  private channel: Channel | undefined;
  private leadership: Leadership | undefined;
  private closed = false;

  constructor(
    private readonly client: Client,
    private readonly world: Surroundings,
  ) {}

  get connection(): Connection {
    return this.state;
  }

  subscribe(heard: (event: SafelightEvent) => void): () => void {
    this.start();
    this.events.add(heard);
    return () => this.events.delete(heard);
  }

  onResync(reload: () => void): () => void {
    this.start();
    this.reloads.add(reload);
    const later = this.world.after(this.lastId === undefined ? PATIENCE : 0, () => {
      if (!this.told.has(reload) && this.reloads.has(reload)) this.tell(reload);
    });
    return () => {
      later();
      this.reloads.delete(reload);
    };
  }

  onConnection(changed: (connection: Connection) => void): () => void {
    this.start();
    this.changes.add(changed);
    return () => this.changes.delete(changed);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.stops.forEach((stop) => stop());
    this.leadership?.close();
    this.channel?.close();
    this.events.clear();
    this.reloads.clear();
    this.changes.clear();
  }

  /** Those who were told to load once. */
  private readonly told = new WeakSet<() => void>();

  private tell(reload: () => void): void {
    this.told.add(reload);
    reload();
  }

  private start(): void {
    if (this.leadership !== undefined || this.closed) return;
    const name = `safelight:feed:${this.client.scope}`;
    this.channel = this.world.channel(name);
    this.channel?.onMessage((message) => this.hear(message as Message));
    this.stops.push(this.world.onRestored(() => this.resync()));
    this.leadership = new Leadership(
      this.world,
      name,
      () => this.lead(),
      () => this.stepDown(),
    );
    if (!this.leadership.leads) this.channel?.post({ type: "hello" } satisfies Message);
  }

  private lead(): void {
    this.listener = new Listener(this.client, this.world, this.lastId, {
      event: (event) => this.pass(event),
      moved: (lastId) => this.moved(lastId),
      resync: (lastId) => this.begunAnew(lastId),
      connection: (connection) => this.connected(connection),
    });
    this.listener.start();
  }

  private stepDown(): void {
    this.listener?.stop();
    this.listener = undefined;
  }

  private pass(event: SafelightEvent): void {
    if (this.lastId !== undefined && event.sequence <= this.lastId) return;
    this.lastId = event.sequence;
    this.send({ type: "event", event });
    this.events.forEach((heard) => heard(event));
  }

  private moved(lastId: number): void {
    this.lastId = Math.max(lastId, this.lastId ?? 0);
  }

  private begunAnew(lastId: number): void {
    this.lastId = lastId;
    this.send({ type: "resync", lastId });
    this.resync();
  }

  private connected(connection: Connection): void {
    if (this.state === connection) return;
    this.state = connection;
    this.sendState();
    this.changes.forEach((changed) => changed(connection));
  }

  private resync(): void {
    this.reloads.forEach((reload) => this.tell(reload));
  }

  private hear(message: Message): void {
    if (this.closed) return;
    if (message.type === "hello") {
      if (this.listener) this.sendState();
    } else if (this.listener === undefined) {
      this.follow(message);
    }
  }

  private follow(message: Exclude<Message, { type: "hello" }>): void {
    if (message.type === "event") {
      this.pass(message.event);
    } else if (message.type === "resync") {
      this.lastId = message.lastId;
      this.resync();
    } else {
      const isFirst = this.lastId === undefined && message.lastId !== undefined;
      if (message.lastId !== undefined) this.moved(message.lastId);
      this.connected(message.connection);
      if (isFirst) this.resync();
    }
  }

  private sendState(): void {
    this.send({ type: "state", connection: this.state, lastId: this.lastId });
  }

  /** Only what the leader says is news to others. */
  private send(message: Message): void {
    if (this.listener !== undefined) this.channel?.post(message);
  }
}
