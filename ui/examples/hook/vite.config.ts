import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  // In this repository the packages are used as they are written; from outside, where they are built, this line goes.
  resolve: { conditions: ["source"] },
});
