import { shrinkTo } from "./shrink-to";
import { Workshop } from "./workshop";

const native = new Workshop(() => new Worker(new URL("./shrink.worker.ts", import.meta.url), { type: "module" }));
const heic = new Workshop(() => new Worker(new URL("./heic.worker.ts", import.meta.url), { type: "module" }));

const HEIC_BRANDS = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];

/** By its first bytes: names and types of HEIC files are often missing. */
async function isHeic(blob: Blob): Promise<boolean> {
  const head = new TextDecoder("latin1").decode(await blob.slice(4, 12).arrayBuffer());
  return head.startsWith("ftyp") && HEIC_BRANDS.includes(head.slice(4));
}

// One HEIC after the other: each takes a hundred megabytes while it is decoded.
let before: Promise<unknown> = Promise.resolve();

function decodeHeic(blob: Blob, longest: number, quality: number): Promise<Blob> {
  const mine = before.then(() => heic.shrink(blob, longest, quality));
  before = mine.catch(() => undefined); // who asked hears of it; the next one goes on
  return mine;
}

/**
 * A JPEG of the photo, upright, the longer side at most `longest` pixels: by the browser where it knows the format, else
 * by our own decoder for HEIC. Off the main thread where the browser can. Rejects for what is no picture; a repeat does
 * not help.
 */
export async function toJpeg(blob: Blob, longest: number, quality = 0.85): Promise<Blob> {
  const canOffscreen = typeof OffscreenCanvas !== "undefined" && typeof Worker !== "undefined";
  try {
    return await (canOffscreen ? native.shrink(blob, longest, quality) : shrinkTo(blob, longest, quality));
  } catch (failure) {
    if (canOffscreen && (await isHeic(blob))) return decodeHeic(blob, longest, quality);
    throw failure;
  }
}
