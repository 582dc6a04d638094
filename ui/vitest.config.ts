import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    include: ["packages/*/src/**/*.test.{ts,tsx}", "page/src/**/*.test.{ts,tsx}"],
    environment: "happy-dom",
    // Where ./test counts.
    reporters: ["default", ["junit", { outputFile: "target/surefire-reports/TEST-vitest.xml" }]],
  },
});
