// Completes the built packages: node extensions.js <dist>…
//
// In our sources imports have no extension, as bundlers allow. Node, and TypeScript where it resolves as Node does, insist
// on one: "./api/client" becomes "./api/client.js", in code and in types. Done twice it changes nothing.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { argv } from "node:process";

const RELATIVE_IMPORT = /(\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)(["'])(\.{1,2}\/[^"']+)\2/g;

for (const dist of argv.slice(2)) {
  for (const name of readdirSync(dist, { recursive: true }).map(String)) {
    if (/\.(js|d\.ts)$/.test(name)) complete(join(dist, name));
  }
}

function complete(file) {
  const before = readFileSync(file, "utf8");
  const after = before.replace(RELATIVE_IMPORT, (_all, keyword, quote, path) => {
    return `${keyword}${quote}${withExtension(file, path)}${quote}`;
  });
  if (after !== before) writeFileSync(file, after);
}

function withExtension(file, path) {
  if (/\.(js|json|css)$/.test(path)) return path;
  if (existsSync(resolve(dirname(file), `${path}.js`))) return `${path}.js`;
  throw new Error(`${file} imports ${path}, which was not built`);
}
