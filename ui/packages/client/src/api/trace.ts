/** The header of W3C Trace Context by which the server's work is found again as part of ours. */
export const TRACEPARENT = "traceparent";

const ID = /^(?!0{32})[0-9a-f]{32}$/;

/**
 * A piece of a trace that begins here. Pieces with the same `traceId`, 32 hexadecimal digits, are one trace; without one, or
 * with what is none, it is a trace of its own.
 */
export function traceparent(traceId?: string): string {
  const id = traceId !== undefined && ID.test(traceId) ? traceId : hex(16);
  return `00-${id}-${hex(8)}-01`;
}

/** All zeros would mean that there is none; the first digit sees to that. */
function hex(bytes: number): string {
  const digits = Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  );
  return digits.join("").replace(/^0/, "1");
}
