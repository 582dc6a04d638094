// Streams of events as one writes them for Node: its own HTTP server, a set of responses for each owner, PostgreSQL's
// NOTIFY to hear that there is something, and the same log read by the same rule. Arguments: the database's address.
import http from "node:http";
import pg from "pg";

const database = new pg.Pool({ connectionString: process.argv[2], max: 4 });
const streams = new Map();

const server = http.createServer((request, response) => {
  if (request.url === "/memory") {
    global.gc();
    response.end(String(process.memoryUsage().heapUsed));
    return;
  }
  const owner = request.headers["x-owner"];
  response.writeHead(200, {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-cache, no-transform",
    "X-Accel-Buffering": "no",
  });
  response.write(": connected\nretry: 3000\n\n");
  const own = streams.get(owner) ?? new Set();
  streams.set(owner, own.add(response));
  response.on("close", () => own.delete(response));
});

setInterval(() => {
  for (const own of streams.values()) {
    for (const response of own) {
      response.write(":\n\n");
    }
  }
}, 15_000);

let position;
let reading = false;
let again = false;

async function readOn() {
  again = true;
  if (reading) {
    return;
  }
  reading = true;
  while (again) {
    again = false;
    const { rows } = await database.query(
      `SELECT sequence, type, owner, id, subject, time, trace_id FROM event
       WHERE sequence > $1 AND sequence < event_horizon() ORDER BY sequence LIMIT 500`,
      [position],
    );
    for (const row of rows) {
      position = row.sequence;
      tell(row);
    }
    again ||= rows.length === 500;
  }
  reading = false;
}

function tell(row) {
  const own = streams.get(row.owner);
  if (!own) {
    return;
  }
  const data = JSON.stringify({
    id: row.id,
    sequence: Number(row.sequence),
    type: row.type,
    subject: row.subject,
    time: row.time,
    data: { setId: row.subject },
    traceId: row.trace_id,
  });
  const frame = Buffer.from(`id: ${row.sequence}\nevent: ${row.type}\ndata: ${data}\n\n`);
  for (const response of own) {
    response.write(frame);
  }
}

const listener = new pg.Client({ connectionString: process.argv[2] });
await listener.connect();
listener.on("notification", readOn);
await listener.query("LISTEN safelight");
position = (await database.query("SELECT event_horizon() - 1 AS last")).rows[0].last;
setInterval(readOn, 1_000);
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.stdin.on("end", () => process.exit()).resume();
