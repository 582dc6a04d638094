import { test as base, expect, type BrowserContext, type BrowserContextOptions } from "@playwright/test";
import { Proxy } from "./proxy.ts";
import { Server } from "./server.ts";
import { UploadPage } from "./upload-page.ts";

/** What a file of scenarios may ask of its server, by `test.use`; files that ask for the same share one. */
export interface WorldOptions {
  /** More settings, or others: the usual server asks for no faces. */
  settings: Readonly<Record<string, string>>;
  /** How browsers call it; `*.safelight.test` leads here as well, and is no secure context, as an address in a LAN. */
  host: string;
}

/** A server, and the network before it. */
export interface World {
  readonly server: Server;
  readonly proxy: Proxy;
  readonly url: string;
}

interface Fixtures {
  readonly upload: UploadPage;
  /** Opens another browser, with no cookies but those it is given; what it complains of counts as well. */
  readonly another: (options?: BrowserContextOptions) => Promise<UploadPage>;
  /** What the browser had to say about scripts that failed and rules that were broken. Must be empty in the end. */
  readonly complaints: string[];
}

interface WorkerFixtures extends WorldOptions {
  readonly world: World;
}

/** Every scenario is a new visitor; the server is shared with others, one after the other. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  settings: [{}, { option: true, scope: "worker" }],
  host: ["localhost", { option: true, scope: "worker" }],

  world: [
    async ({ settings, host }, provide) => {
      let port = 0;
      const proxy = await Proxy.start(() => port);
      const url = `http://${host}:${proxy.port}`;
      const server = await Server.start({ SAFELIGHT_FACES: "off", SAFELIGHT_PUBLIC_URL: url, ...settings });
      port = server.port;
      await provide({ server, proxy, url });
      await proxy.stop();
      await server.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],

  baseURL: async ({ world }, provide) => {
    world.proxy.clear();
    await provide(world.url);
    world.proxy.clear();
  },

  complaints: [
    async ({ context }, provide) => {
      const complaints: string[] = [];
      listen(context, complaints);
      await provide(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],

  another: async ({ browser, baseURL, complaints }, provide, info) => {
    const opened: BrowserContext[] = [];
    await provide(async (options) => {
      const context = await browser.newContext({ ...(baseURL === undefined ? {} : { baseURL }), ...options });
      opened.push(context);
      listen(context, complaints);
      return new UploadPage(await context.newPage(), info.project.name);
    });
    for (const context of opened) await context.close();
  },

  upload: async ({ page }, provide, info) => {
    await provide(new UploadPage(page, info.project.name));
  },
});

/** An answer that is no success is said in the console by the browser itself; that is no fault of the page. */
const BROWSERS_OWN = /^Failed to load resource/;

function listen(context: BrowserContext, complaints: string[]): void {
  context.on("weberror", (error) => complaints.push(String(error.error().stack)));
  context.on("console", (message) => {
    const text = message.text();
    const isError = message.type() === "error" && !BROWSERS_OWN.test(text);
    if (isError || /content security policy|refused to/i.test(text)) complaints.push(text);
  });
}

export { expect };
