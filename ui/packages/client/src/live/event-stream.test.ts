import { expect, test } from "vitest";
import { EventStreamParser, type StreamMessage } from "./event-stream";

const STREAM =
  ': connected\nretry: 2718\n\n:\nid: 782335\n\nid: 782336\nevent: image.rejected\ndata: {"a":\ndata: 1}\n\nevent: bye\n\n';

const HEARD: StreamMessage[] = [
  { retry: 2718 },
  { id: "782335" },
  { id: "782336", event: "image.rejected", data: '{"a":\n1}' },
  { event: "bye" },
];

function parse(pieces: string[]): StreamMessage[] {
  const heard: StreamMessage[] = [];
  const parser = new EventStreamParser((message) => heard.push(message));
  pieces.forEach((piece) => parser.push(piece));
  return heard;
}

test.each(["\n", "\r\n", "\r"])("lines may end with %j and arrive in pieces of any size", (end) => {
  const stream = STREAM.replaceAll("\n", end);
  for (let size = 1; size <= stream.length; size++) {
    const pieces = Array.from({ length: Math.ceil(stream.length / size) }, (_, i) =>
      stream.slice(i * size, (i + 1) * size),
    );
    expect(parse(pieces)).toEqual(HEARD);
  }
});

test("an id that belongs to an event is not told again with the next", () => {
  expect(parse(["id: 1\ndata: a\n\ndata: b\n\n"])).toEqual([
    { id: "1", event: "message", data: "a" },
    { event: "message", data: "b" },
  ]);
});

test("what is half there when the stream breaks off is not told", () => {
  expect(parse(["id: 1\nevent: image.accepted\ndata: {}\n"])).toEqual([]);
});

test("a byte order mark, unknown fields and fields without a value are no trouble", () => {
  expect(parse(["\uFEFFdata\nfoo: bar\nretry: soon\n\n"])).toEqual([{ event: "message", data: "" }]);
});

test("a line without an end is not kept for ever", () => {
  expect(() => parse(["x".repeat(1 << 20), "x"])).toThrow(RangeError);
});
