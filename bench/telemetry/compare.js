// Uploads to two nodes in turns, and says what a photo costs on each: the median over the rounds, and the median of the
// rounds' ratios, which a noisy machine moves less.
'use strict';
const { cpu, photosOf, upload } = require('../node/visitor.js');

const SCRAPE_EVERY = 5_000;
const [folder, rounds, seconds, clients, ...sides] = process.argv.slice(2);
const photos = photosOf(folder);
const nodes = sides.map((side) => {
  const [name, base, pid] = side.split('=');
  return { name, base, pid, rates: [], costs: [] };
});
let next = 0;

async function scrape(until) {
  const { base } = nodes[1];
  while (performance.now() < until) {
    const page = await (await fetch(base + '/metrics')).text();
    if (!page.includes('safelight_')) throw new Error('no figures');
    await new Promise((soon) => setTimeout(soon, SCRAPE_EVERY));
  }
}

/** Photos judged, and processor time in ms of the node. */
async function round(node, counts) {
  const until = performance.now() + seconds * 1000;
  const [wall, used] = [performance.now(), cpu(node.pid)];
  let judged = 0;
  const client = async () => {
    for (; performance.now() < until; judged++) await upload(node.base, photos[next++ % photos.length]);
  };
  const scraping = node === nodes[1] ? scrape(until) : Promise.resolve();
  await Promise.all(Array.from({ length: Number(clients) }, client));
  if (counts) {
    node.rates.push((judged * 1000) / (performance.now() - wall));
    node.costs.push((cpu(node.pid) - used) / judged);
  }
  await scraping;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const ratio = (of, what) => median(of[1][what].map((value, i) => value / of[0][what][i]));

(async () => {
  for (let i = -2; i < Number(rounds); i++) {
    for (const node of i % 2 === 0 ? nodes : nodes.toReversed()) await round(node, i >= 0);
  }
  console.log('| node | photos/s | CPU a photo, ms |\n|---|---:|---:|');
  for (const { name, rates, costs } of nodes) {
    console.log(`| ${name} | ${median(rates).toFixed(1)} | ${median(costs).toFixed(1)} |`);
  }
  console.log(
    `| telling / silent, median of ${rounds} rounds | ${ratio(nodes, 'rates').toFixed(3)} | ${ratio(nodes, 'costs').toFixed(3)} |`,
  );
})();
