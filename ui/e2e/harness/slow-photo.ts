import { constants, crc32, deflateSync } from "node:zlib";

const SIDE = 10_000;
const PAETH = 4; // the filter of PNG that costs most to undo

/** A PNG of 1 MB that is 800 MB when unpacked: no processor does all of it within a second. */
export function slowPhoto(): Buffer {
  const row = Buffer.alloc(1 + SIDE * 8);
  row[0] = PAETH;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.writeUInt8(16, 8); // bits of each of
  header.writeUInt8(6, 9); // red, green, blue and alpha
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", repeated(row)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** What so many of this row are packed; each of them alone, since they are all the same. */
function repeated(row: Buffer): Buffer {
  const first = deflateSync(row, { level: constants.Z_BEST_COMPRESSION, finishFlush: constants.Z_FULL_FLUSH });
  const [begin, packed] = [first.subarray(0, 2), first.subarray(2)];
  const end = Buffer.from("010000ffff", "hex"); // an empty last block
  return Buffer.concat([begin, ...Array<Buffer>(SIDE).fill(packed), end, sum(row.length)]);
}

/** Adler-32 of the rows: only their first bytes are not 0. */
function sum(rowLength: number): Buffer {
  const low = (1 + PAETH * SIDE) % 65521;
  const high = (rowLength * (SIDE + (PAETH * SIDE * (SIDE + 1)) / 2)) % 65521;
  const whole = Buffer.alloc(4);
  whole.writeUInt16BE(high, 0);
  whole.writeUInt16BE(low, 2);
  return whole;
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "ascii"), content]);
  const whole = Buffer.alloc(4 + named.length + 4);
  whole.writeUInt32BE(content.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), 4 + named.length);
  return whole;
}
