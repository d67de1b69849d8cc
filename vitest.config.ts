// Unit tests (*.test.ts, pure) and database tests (*.db.test.ts, on a throwaway Postgres).
import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const DATABASE_TESTS = "**/*.db.test.ts";
const NOT_OURS = [
  ...configDefaults.exclude,
  ".next/**",
  ".data/**",
  "dist/**",
  "lib/db/generated/**",
];

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: fileURLToPath(new URL("./", import.meta.url)) },
      // Its browser half throws at import; under Next the server gets the empty one.
      {
        find: /^server-only$/,
        replacement: fileURLToPath(new URL("./node_modules/server-only/empty.js", import.meta.url)),
      },
    ],
  },
  test: {
    retry: 0,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...NOT_OURS, DATABASE_TESTS],
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: [DATABASE_TESTS],
          exclude: NOT_OURS,
          globalSetup: ["scripts/vitest-database.mjs"],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
