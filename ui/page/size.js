import process from "node:process";
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

// What a browser has to load before the page shows: index.html and what it names, compressed. Fails above the limit.
const LIMIT = 150_000;

const dist = new URL("dist/", import.meta.url);
const html = readFileSync(new URL("index.html", dist), "utf8");
const first = [
  "index.html",
  ...Array.from(html.matchAll(/(?:src|href)="\/page\/([^"]+\.(?:js|css))"/g), (match) => match[1]),
];
const compressed = (name) => gzipSync(readFileSync(new URL(name, dist)), { level: 9 }).length;

let sum = 0;
for (const name of first) {
  sum += compressed(name);
  console.log(`${String(compressed(name)).padStart(9)} ${name}`);
}
const later = readdirSync(new URL("assets/", dist)).filter((name) => /\.(js|css)$/.test(name));
for (const name of later.map((file) => `assets/${file}`).filter((file) => !first.includes(file))) {
  console.log(`${String(compressed(name)).padStart(9)} ${name} (when it is needed)`);
}
console.log(`${String(sum).padStart(9)} bytes at first, of ${LIMIT}`);
if (/<script(?![^>]*src=)|<style|\sstyle=/.test(html)) {
  console.error("index.html has something inline, which the policy forbids");
  process.exitCode = 1;
}
if (first.length < 3 || sum > LIMIT) {
  console.error("The first load is too large, or was not found");
  process.exitCode = 1;
}
