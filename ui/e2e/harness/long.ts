/** Whether there is time for everything; else scenarios with many moments try some of them. See `./test --long`. */
export const isLong = process.env["E2E_LONG"] === "true";

/** So many moments, or all of them. */
export const times = (few: number, all: number): number[] =>
  Array.from({ length: isLong ? all : few }, (_, i) => i + 1);

/** The same numbers each time for the same seed, from 0 to less than 1: mulberry32. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
