// Visitors who upload one photo each and wait for its verdict, as many at once as asked for. The first tenth of the time is
// for warming up and does not count.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const os = require('node:os');

const [base, folder, clients, seconds, pid] = process.argv.slice(2);
const photos = fs
  .readdirSync(folder)
  .filter((name) => /\.jpe?g$/i.test(name))
  .map((name) => fs.readFileSync(path.join(folder, name)));
if (photos.length === 0) throw new Error('no .jpg in ' + folder);
const ends = new Map();
let times = [];
let next = 0;

// Processor time of the server in ms; the kernel counts in hundredths of a second.
function cpu() {
  const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function json(reply, ...expected) {
  if (!expected.includes(reply.status)) throw new Error(reply.url + ': ' + reply.status + ' ' + (await reply.text()));
  return reply.json();
}

async function upload(photo) {
  const headers = { 'Content-Type': 'application/json' };
  const begin = performance.now();
  const reply = await fetch(base + '/v1/uploads/sign', {
    method: 'POST',
    headers,
    body: JSON.stringify({ filename: 'me.jpg', contentType: 'image/jpeg', size: photo.length }),
  });
  headers.Cookie = reply.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
  const signed = await json(reply, 201);
  const put = await fetch(signed.uploadUrl, { method: 'PUT', headers: signed.headers, body: photo });
  if (!put.ok) throw new Error('PUT ' + put.status);
  await put.arrayBuffer();
  const completed = await fetch(base + '/v1/uploads/complete', {
    method: 'POST',
    headers: { ...headers, Prefer: 'wait=25' },
    body: JSON.stringify({ imageId: signed.imageId }),
  });
  const status = (await json(completed, 200, 202)).status;
  ends.set(status, (ends.get(status) ?? 0) + 1);
  times.push(performance.now() - begin);
}

async function client(until) {
  while (performance.now() < until) await upload(photos[next++ % photos.length]);
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
  const [wallBegin, cpuBegin] = [performance.now(), cpu()];
  await run(seconds * 900);
  const wall = (performance.now() - wallBegin) / 1000;
  const used = cpu() - cpuBegin;
  const load = os.loadavg()[0].toFixed(1);
  console.log('| clients | photos | photos/s | to the verdict: median, 95 % | CPU a photo, ms | load average |');
  console.log('|---:|---:|---:|---:|---:|---:|');
  console.log(
    `| ${clients} | ${times.length} | ${(times.length / wall).toFixed(1)} | ${quantile(0.5)}, ${quantile(0.95)} ms ` +
      `| ${Math.round(used / times.length)} | ${load} |`,
  );
  console.log('\n' + [...ends].map(([status, count]) => `${count} ${status}`).join(', '));
})();
