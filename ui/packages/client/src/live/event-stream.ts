/** One event of a stream, or a mere sign of life: then only `id` or `retry` may be there. */
export interface StreamMessage {
  readonly event?: string;
  readonly data?: string;
  readonly id?: string;
  /** In milliseconds. */
  readonly retry?: number;
}

/** A server that sends longer lines than this is not ours. */
const LONGEST = 1 << 20;

/**
 * Takes a `text/event-stream` apart, in whatever pieces it arrives. Unlike an `EventSource` it also tells of ids that come
 * without an event, which is how the server says that nothing has happened up to there.
 */
export class EventStreamParser {
  private rest = "";
  private data: string[] = [];
  private event = "";
  private id: string | undefined;
  private skipLineFeed = false;
  private atStart = true;

  constructor(private readonly heard: (message: StreamMessage) => void) {}

  /** @throws RangeError when a line or an event is longer than 1 MiB */
  push(text: string): void {
    let piece = text;
    if (this.atStart && piece !== "") {
      this.atStart = false;
      if (piece.startsWith("\uFEFF")) piece = piece.slice(1);
    }
    if (this.skipLineFeed && piece !== "") {
      this.skipLineFeed = false;
      if (piece.startsWith("\n")) piece = piece.slice(1);
    }
    const lines = (this.rest + piece).split(/\r\n|\n|\r/);
    // A carriage return at the very end may be one half of a line's end.
    this.skipLineFeed = piece.endsWith("\r");
    this.rest = lines.pop() ?? "";
    if (this.rest.length > LONGEST) throw new RangeError("a line of the stream is too long");
    for (const line of lines) this.line(line);
  }

  private line(line: string): void {
    if (line === "") {
      this.dispatch();
      return;
    }
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    this.field(field, value);
  }

  private field(field: string, value: string): void {
    if (field === "data") {
      this.data.push(value);
      if (this.data.length > LONGEST) throw new RangeError("an event of the stream is too long");
    } else if (field === "event") {
      this.event = value;
    } else if (field === "id" && !value.includes("\0")) {
      this.id = value;
    } else if (field === "retry" && /^\d+$/.test(value)) {
      this.heard({ retry: Number(value) });
    }
  }

  private dispatch(): void {
    const { id, data, event } = this;
    this.id = undefined;
    this.data = [];
    this.event = "";
    const known = id === undefined ? {} : { id };
    if (data.length > 0) this.heard({ ...known, event: event || "message", data: data.join("\n") });
    else if (event !== "") this.heard({ ...known, event });
    else if (id !== undefined) this.heard(known);
  }
}
