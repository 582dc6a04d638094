// Packs a built page as the server wants it: node pack.js <built> <packed>
//
// Copies every file but source maps; beside each that gains by it a copy compressed with Brotli (.br) and gzip (.gz), as
// small as they get, since that is done once here and not for each visitor; and lists them all in `files`, since what is in a
// jar cannot be listed.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { argv } from "node:process";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [, , built, packed] = argv;
if (built === undefined || packed === undefined) {
  throw new Error("usage: node pack.js <built> <packed>");
}

const COMPRESSIBLE = /\.(css|html|js|json|md|svg|txt|wasm|webmanifest)$/;
const WORTH_IT = 0.9;

const files = readdirSync(built, { recursive: true })
  .map(String)
  .filter((name) => statSync(join(built, name)).isFile() && !name.endsWith(".map"))
  .sort();
if (!files.includes("index.html")) {
  throw new Error(`${built} holds no built page: index.html is missing`);
}

rmSync(packed, { recursive: true, force: true });
for (const name of files) {
  const target = join(packed, name);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(join(built, name), target);
  if (COMPRESSIBLE.test(name)) {
    compress(target);
  }
}
writeFileSync(join(packed, "files"), files.map((name) => `${name}\n`).join(""));

function compress(file) {
  const bytes = readFileSync(file);
  const smallest = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  for (const [suffix, small] of [
    [".br", brotliCompressSync(bytes, smallest)],
    [".gz", gzipSync(bytes, { level: 9 })],
  ]) {
    if (small.length < WORTH_IT * bytes.length) {
      writeFileSync(file + suffix, small);
    }
  }
}
