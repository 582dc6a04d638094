// Visitors who upload one photo each and wait for its verdict, as many at once as asked for. The first tenth of the time is
// for warming up and does not count.
'use strict';
const os = require('node:os');
const { cpu, photosOf, upload } = require('./visitor.js');

const [base, folder, clients, seconds, pid] = process.argv.slice(2);
const photos = photosOf(folder);
const ends = new Map();
let times = [];
let next = 0;

async function client(until) {
  while (performance.now() < until) {
    const begin = performance.now();
    const status = await upload(base, photos[next++ % photos.length]);
    ends.set(status, (ends.get(status) ?? 0) + 1);
    times.push(performance.now() - begin);
  }
}

const quantile = (q) => Math.round(times.sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(q * times.length))]);

async function run(milliseconds) {
  const until = performance.now() + milliseconds;
  await Promise.all(Array.from({ length: Number(clients) }, () => client(until)));
}

(async () => {
  await run(seconds * 100);
  ends.clear();
  times = [];
  const [wallBegin, cpuBegin] = [performance.now(), cpu(pid)];
  await run(seconds * 900);
  const wall = (performance.now() - wallBegin) / 1000;
  const used = cpu(pid) - cpuBegin;
  const load = os.loadavg()[0].toFixed(1);
  console.log('| clients | photos | photos/s | to the verdict: median, 95 % | CPU a photo, ms | load average |');
  console.log('|---:|---:|---:|---:|---:|---:|');
  console.log(
    `| ${clients} | ${times.length} | ${(times.length / wall).toFixed(1)} | ${quantile(0.5)}, ${quantile(0.95)} ms ` +
      `| ${Math.round(used / times.length)} | ${load} |`,
  );
  console.log('\n' + [...ends].map(([status, count]) => `${count} ${status}`).join(', '));
})();
