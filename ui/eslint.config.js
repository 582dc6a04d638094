import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import globals from "globals";
import typescript from "typescript-eslint";

/** Folders of the page that know nothing of each other: what they share is in base, preview and strings.ts. */
const features = ["announce", "crop", "download", "drop", "gallery", "guide", "phone", "queue"];

/** The same of the operator's page; what these share is in actions, base, operator, place and strings.ts of `ops`. */
const sections = ["audit", "downloads", "errors", "images", "overview", "photo", "policy", "queues", "webhooks"];

export default defineConfig(
  globalIgnores(["**/dist/", "**/node_modules/", "target/", "**/schema.ts", "**/schema.d.ts", "e2e/results/"]),
  js.configs.recommended,
  typescript.configs.strictTypeChecked,
  hooks.configs.flat.recommended,
  {
    languageOptions: {
      globals: globals.browser,
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  ...features.map((feature) => ({
    files: [`page/src/${feature}/**`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: [...features.filter((other) => other !== feature), "app", "ops"].map((other) => `../${other}/*`),
              message: "Features do not import each other; the app puts them together.",
            },
          ],
        },
      ],
    },
  })),
  ...sections.map((section) => ({
    files: [`page/src/ops/${section}/**`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: [...sections.filter((other) => other !== section), "shell"].map((other) => `../${other}/*`),
              message: "Sections do not import each other; the shell puts them together.",
            },
          ],
        },
      ],
    },
  })),
  { files: ["**/*.js"], extends: [typescript.configs.disableTypeChecked] },
);
