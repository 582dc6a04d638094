import { defineConfig } from "vite";

export default defineConfig({
  // In this repository the client is used as it is written; from outside, where it is built, this line goes.
  resolve: { conditions: ["source"] },
});
