// Prisma's command line: where schema and migrations stand, and which schema engine it runs.
import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

// Set before the CLI resolves its engine, which it would otherwise download.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(
  new URL("./scripts/schema-engine.mjs", import.meta.url),
);
process.env.CHECKPOINT_DISABLE ??= "1";
process.env.PRISMA_HIDE_UPDATE_MESSAGE ??= "1";

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations", seed: "tsx prisma/seed.ts" },
  // An address nobody answers at: commands that need no database (generate, validate) run without one.
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://127.0.0.1:1/none" },
});
