import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Bucket } from "./harness/bucket.ts";
import { Line } from "./harness/line.ts";
import { isLong } from "./harness/long.ts";
import { Operator } from "./harness/operator.ts";
import { drawn } from "./harness/photos.ts";
import { freePort, Server } from "./harness/server.ts";
import { slowPhoto } from "./harness/slow-photo.ts";
import { expect, test } from "./harness/test.ts";
import type { UploadPage } from "./harness/upload-page.ts";

// "My photo is stuck": ten faults, each planted for real, and an operator who has the page and the photo's number.

/** The store of the server that is shared; it works again after each scenario. */
let bucket: Bucket;

test.use({
  settings: [
    async ({ host }, provide) => {
      bucket = await Bucket.start(host);
      await provide({
        ...Operator.settings,
        ...bucket.settings,
        SAFELIGHT_DECODE_TIME: "2s",
        SAFELIGHT_WEBHOOK_ALLOW: "private",
      });
      await bucket.stop();
    },
    { scope: "worker" },
  ],
});

/** What is to be stopped after a scenario, whatever became of it. */
const opened: (() => Promise<unknown>)[] = [];

test.afterEach(async () => {
  bucket.clear();
  for (const stop of opened.splice(0).reverse()) await stop();
});

/** Another server, for this scenario alone. */
async function another(settings: Readonly<Record<string, string>>, sign?: string): Promise<Server> {
  const server = await Server.start({ ...Operator.settings, SAFELIGHT_FACES: "off", ...settings }, sign);
  opened.push(async () => {
    await server.kill(); // the page is open still, and a server that is told to stop would wait for it
    await server.stop();
  });
  return server;
}

/** A receiver of webhooks that is out of order. */
async function brokenReceiver(): Promise<string> {
  const receiver = createServer((_, answer) => answer.writeHead(500).end("out of order")).listen(0, "127.0.0.1");
  await once(receiver, "listening");
  opened.push(async () => {
    receiver.closeAllConnections();
    receiver.close();
    await once(receiver, "close");
  });
  return `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks`;
}

/** By which the photo that came last is known to its user, and to us. */
async function numberOf({ page }: UploadPage): Promise<number> {
  const reply = await page.request.get(new URL("/v1/images?limit=1", page.url()).href);
  const { items } = (await reply.json()) as { items: readonly { fileId: number }[] };
  return items[0]?.fileId ?? 0;
}

/** Chooses the photo, plants the fault when its last byte has arrived and before anybody says so, and leaves it there. */
async function stuck(upload: UploadPage, photo: string, plant: () => void = () => undefined): Promise<number> {
  await upload.page.route("**/v1/uploads/complete", async (route) => {
    plant();
    await route.continue();
  });
  await upload.choose(photo);
  await upload.expectStage(photo, "checking");
  return numberOf(upload);
}

for (const [fault, code] of [
  ["a store that refuses us", "AccessDenied"],
  ["a key of the store that is no longer good", "InvalidAccessKeyId"],
] as const) {
  test(`${fault} is named on the overview, and beside the photo after one search`, async ({ page, upload }) => {
    await upload.open();
    const number = await stuck(upload, drawn.lake(), () => bucket.refuse(code));
    const operator = await Operator.at(page);
    await expect(operator.overview.wrong).toContainText(/Storage does not work.*AccessDenied.*safelight doctor/);
    await operator.shot(`${code}-overview`);
    expect(operator.clicks).toBe(0);
    await operator.search(number);
    await expect(operator.story.cause).toContainText(/Put off.*AccessDenied/);
    await operator.shot(`${code}-photo`);
    expect(operator.clicks).toBe(1);
  });
}

test("a photo that takes too long to decode says so after one search", async ({ page, upload }) => {
  await upload.open();
  await upload.choose({ name: "wall.png", mimeType: "image/png", buffer: slowPhoto() });
  await upload.expectStage("wall.png", "rejected", 20_000);
  const number = await numberOf(upload);
  const operator = await Operator.at(page);
  await operator.search(number);
  await expect(operator.story.cause).toContainText(/UNREADABLE: .*too long to decode/);
  await operator.shot("slow");
  expect(operator.clicks).toBe(1);
});

test("a file that breaks off says so after one search, and another photo is judged", async ({ page, upload }) => {
  const half = drawn.rejected("UNREADABLE");
  await upload.open();
  await upload.choose(half);
  await upload.expectStage(half, "rejected");
  const number = await numberOf(upload);
  await upload.choose(drawn.lake());
  await upload.expectStage(drawn.lake(), "accepted");
  const operator = await Operator.at(page);
  await operator.search(number);
  await expect(operator.story.cause).toContainText("UNREADABLE: ");
  await operator.shot("poison");
  expect(operator.clicks).toBe(1);
});

test("a receiver of webhooks that is down is named with its answer", async ({ page, upload }) => {
  const receiver = await brokenReceiver();
  await upload.open();
  const made = await page.request.post("/v1/webhooks", { data: { url: receiver } });
  expect(made.status()).toBe(201);
  await upload.choose(drawn.lake());
  await upload.expectStage(drawn.lake(), "accepted");
  const number = await numberOf(upload);
  const operator = await Operator.at(page);
  await operator.search(number);
  await expect(operator.story.cause).toContainText(`a webhook was not told`);
  await expect(operator.story.cause).toContainText(`${receiver}, answered 500`);
  await operator.shot("webhook-photo");
  expect(operator.clicks).toBe(1);
  await operator.click(operator.story.cause.getByRole("link", { name: receiver }));
  await expect(page.getByRole("row").filter({ hasText: "image.accepted" })).toContainText("answered 500");
  await operator.shot("webhook");
  expect(operator.clicks).toBe(2);
});

test.describe("With a server of its own", () => {
  test.skip(!isLong, "each takes some seconds to start: ./test --long");
  test.setTimeout(90_000);

  test("limits that nothing meets stand beside what was measured", async ({ page, upload }) => {
    const { url } = await another({ SAFELIGHT_LIMIT_MIN_SHARPNESS: "100" });
    await upload.open(url);
    await upload.choose(drawn.lake());
    await upload.expectStage(drawn.lake(), "rejected");
    const number = await numberOf(upload);
    const operator = await Operator.at(page, url);
    await operator.search(number);
    await expect(operator.story.cause).toContainText(/TOO_BLURRY: \d.*, limit 100/);
    await operator.shot("policy-photo");
    expect(operator.clicks).toBe(1);
    await operator.click(operator.section("Policy"));
    await expect(page.getByRole("row").filter({ hasText: "TOO_BLURRY" })).toContainText("100");
    await operator.shot("policy");
    expect(operator.clicks).toBe(2);
  });

  test("a worker that went away with a photo is named, and leads to it", async ({ page, upload }) => {
    const worker = await another({ ...bucket.settings, SAFELIGHT_LEASE: "3s", SAFELIGHT_NODE_NAME: "node-7" });
    bucket.hold();
    const held = bucket.held();
    await upload.open(worker.url);
    const number = await stuck(upload, drawn.lake());
    await held;
    await worker.kill(); // its PostgreSQL lives on
    const { url } = await another({ ...bucket.settings, ...worker.database(), SAFELIGHT_ROLE: "api" });
    await page.clock.setSystemTime(Date.now() + 120_000);
    const operator = await Operator.at(page, url);
    const link = operator.overview.wrong.getByRole("link", { name: "A worker is gone" });
    await expect(link).toBeVisible();
    await operator.shot("lease-overview");
    expect(operator.clicks).toBe(0);
    await operator.click(link);
    await expect(operator.story.cause).toContainText(/The worker that held it is gone.*node-7/);
    await operator.shot("lease-photo");
    expect(operator.clicks).toBe(1);
    await operator.search(number);
    await expect(operator.story.cause).toContainText("node-7");
    expect(operator.clicks).toBe(2);
  });

  test("a queue that is down is named, and the rest of the page is there", async ({ page, upload }) => {
    const nowhere = `redis://127.0.0.1:${await freePort()}`;
    const { url } = await another({ SAFELIGHT_QUEUE: "redis", SAFELIGHT_REDIS_URL: nowhere }, "/livez");
    await upload.open(url);
    const number = await stuck(upload, drawn.lake());
    await page.clock.setSystemTime(Date.now() + 120_000);
    const operator = await Operator.at(page, url);
    await expect(operator.overview.wrong).toContainText("Queue does not work");
    await operator.shot("queue-overview");
    expect(operator.clicks).toBe(0);
    await operator.search(number);
    await expect(operator.story.cause).toContainText("Overdue");
    await operator.shot("queue-photo");
    expect(operator.clicks).toBe(1);
  });

  test("a database that is slow is named with how slow it is", async ({ page, world }) => {
    const line = await Line.to(world.server.databasePort);
    opened.push(() => line.stop());
    const { url } = await another({ ...bucket.settings, ...world.server.database(line.port) });
    line.delayMs = 600;
    const operator = await Operator.at(page, url);
    await expect(operator.overview.wrong).toContainText(/Database is slow: it took \d+ ms/, { timeout: 30_000 });
    await operator.shot("database");
    expect(operator.clicks).toBe(0);
  });

  test("a disk that takes nothing more is named, and what it said beside the photo", async ({ page, upload }) => {
    const server = await another({});
    await upload.open(server.url);
    // As a full disk does, it fails every write from now on, with another number: no file may grow beyond a byte.
    const fill = () => void execFileSync("prlimit", ["--pid", String(server.pid), "--fsize=1:1"]);
    const number = await stuck(upload, drawn.lake(), fill);
    const operator = await Operator.at(page, server.url);
    await expect(operator.overview.wrong).toContainText(/Storage does not work.*File too large/);
    await operator.shot("disk-overview");
    expect(operator.clicks).toBe(0);
    await operator.search(number);
    await expect(operator.story.cause).toContainText(/Put off.*File too large/);
    await operator.shot("disk-photo");
    expect(operator.clicks).toBe(1);
  });
});
