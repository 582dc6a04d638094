import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env["SAFELIGHT_URL"] ?? "http://localhost:8080";

export default defineConfig({
  plugins: [react()],
  base: "/page/",
  resolve: { conditions: ["source"] },
  build: { outDir: "dist", target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: Object.fromEntries(["/v1", "/uploads", "/docs", "/health"].map((path) => [path, server])) },
});
