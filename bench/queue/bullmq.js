// BullMQ as one would use it for throughput: addBulk for many, one worker with a high concurrency, finished jobs removed.
// Jobs have ids of ours, so that both sides recognise repeats; a worker holds a lock on each job.
//
// Reads one order a line from stdin (add CONCURRENCY JOBS | bulk BATCH JOBS | process CONCURRENCY JOBS) and answers each
// with the seconds that it took.
import { createInterface } from 'node:readline';
import { randomUUID } from 'node:crypto';
import { Queue, Worker } from 'bullmq';

const connection = { host: '127.0.0.1', port: Number(process.argv[2]), maxRetriesPerRequest: null };
const queue = new Queue('judge', {
  connection,
  defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 50 },
});
await queue.waitUntilReady();

let made = 0;
function job() {
  const image = randomUUID();
  return {
    name: 'judge',
    data: { image, owner: 'owner-' + (made % 100), dueAt: new Date().toISOString() },
    opts: { jobId: 'judge-' + image + '-' + made++ },
  };
}

async function timed(work) {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

async function add(concurrency, jobs) {
  let left = jobs;
  const one = async () => {
    while (left-- > 0) {
      const { name, data, opts } = job();
      await queue.add(name, data, opts);
    }
  };
  return timed(() => Promise.all(Array.from({ length: concurrency }, one)));
}

async function bulk(batch, jobs) {
  return timed(async () => {
    for (let i = 0; i < jobs; i += batch) {
      await queue.addBulk(Array.from({ length: Math.min(batch, jobs - i) }, job));
    }
  });
}

// Adding is not measured here; the time is from the first look to the last job done.
async function work(concurrency, jobs) {
  await bulk(500, jobs);
  let done = 0;
  let finished;
  const all = new Promise((resolve) => (finished = resolve));
  const worker = new Worker('judge', async () => {}, { connection, concurrency, autorun: false });
  worker.on('completed', () => ++done === jobs && finished());
  worker.on('error', (error) => { throw error; });
  await worker.waitUntilReady();
  const took = await timed(() => {
    worker.run();
    return all;
  });
  await worker.close();
  return took;
}

const orders = { add, bulk, process: work };
for await (const line of createInterface({ input: process.stdin })) {
  const [order, one, other] = line.split(' ');
  console.log(await orders[order](Number(one), Number(other)));
}
await queue.close();
