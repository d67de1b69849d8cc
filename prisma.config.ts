// Prisma's command line: where schema and migrations stand, and which schema engine it runs.
import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

// Set before the CLI resolves its engine, which it would otherwise download.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(
  new URL("./scripts/schema-engine.mjs", import.meta.url),
);
process.env.CHECKPOINT_DISABLE ??= "1";
process.env.PRISMA_HIDE_UPDATE_MESSAGE ??= "1";

/** The CLI hands the address to its engine as an argument, which every local user can read: the password stays out of it. */
function withoutPassword(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.password = "";
  return url.toString();
}

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations", seed: "tsx prisma/seed.ts" },
  // An address nobody answers at: commands that need no database (generate, validate) run without one.
  // The engine takes the password from DATABASE_URL itself.
  datasource: { url: withoutPassword(process.env.DATABASE_URL ?? "postgresql://127.0.0.1:1/none") },
});
