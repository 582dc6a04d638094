import react from "@vitejs/plugin-react";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { defaultClientConditions, defineConfig, type Plugin } from "vite";

const heicTo = createRequire(import.meta.url).resolve("heic-to/csp");
const server = process.env["SAFELIGHT_URL"] ?? "http://localhost:8080";
const ours = ["/v1", "/uploads", "/continue", "/docs", "/openapi.json", "/health"];

// The operator's page (`--mode ops`) is built by itself and shares no file with the upload page, whose visitors are thus told
// nothing of it and load not a byte more for it.
export default defineConfig(({ mode }) => ({
  plugins: [react(), greeting(), ...(mode === "ops" ? [] : [decoderLicense()])],
  base: "/page/",
  resolve: {
    conditions: ["source", ...defaultClientConditions],
    // The decoder itself, so that our own worker runs it: heic-to starts one from a blob, which needs a weaker policy.
    alias: { libheif: resolve(heicTo, "../../../src/lib/libheif-without-unsafe-eval.js") },
  },
  worker: { format: "es" },
  build: {
    outDir: "dist",
    target: "es2022",
    assetsInlineLimit: 0,
    emptyOutDir: mode !== "ops",
    rolldownOptions: { input: mode === "ops" ? "ops.html" : "index.html" },
    modulePreload: { polyfill: false },
    // What is in the bundle of others, under which terms: their licences ask that it goes with it.
    license: { fileName: mode === "ops" ? "ops-licenses.md" : "licenses.md" },
  },
  // The server compares Origin with Host before it believes a cookie, so the browser's Host has to reach it.
  server: { proxy: Object.fromEntries(ours.map((path) => [path, { target: server, changeOrigin: false }])) },
}));

/** The decoder of HEIC is in a worker, which `build.license` does not see: libheif, under the LGPL, in a file of its own. */
function decoderLicense(): Plugin {
  return {
    name: "safelight-decoder-license",
    generateBundle() {
      this.emitFile({
        type: "asset",
        fileName: "heic-decoder-license.txt",
        source: readFileSync(resolve(heicTo, "../../../LICENSE")),
      });
    },
  };
}

/**
 * A visitor is known by a cookie that comes with the page. Where Vite serves the page, this fetches the cookie; without it
 * the first few requests of a new browser, all under way at once, would each make a visitor of their own.
 */
function greeting(): Plugin {
  return {
    name: "safelight-greeting",
    configureServer(vite) {
      vite.middlewares.use((request, response, next) => {
        if (request.headers.accept?.includes("text/html") !== true) {
          next();
          return;
        }
        fetch(server, { headers: { accept: "text/html", cookie: request.headers.cookie ?? "" } }).then(
          (page) => {
            response.setHeader("Set-Cookie", page.headers.getSetCookie());
            next();
          },
          (unreachable: unknown) => {
            vite.config.logger.warn(`no Safelight at ${server}: ${String(unreachable)}`);
            next();
          },
        );
      });
    },
  };
}
