// Applies the migrations with Prisma's own command.
import { fileURLToPath } from "node:url";
import { runCommand } from "./run-command.mjs";
import { SetupError } from "./setup-error.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/**
 * @param {string} ownerUrl
 * @param {AbortSignal} [signal]
 * @throws {SetupError} with what Prisma said
 */
export async function migrate(ownerUrl, signal) {
  await runPrisma(["migrate", "deploy"], "The migrations could not be applied", ownerUrl, signal);
}

/**
 * Writes the database client to lib/db/generated.
 *
 * @param {AbortSignal} [signal]
 */
export async function generateClient(signal) {
  await runPrisma(["generate"], "The database client could not be generated", undefined, signal);
}

async function runPrisma(args, failure, url, signal) {
  const env = { ...process.env, ...(url === undefined ? {} : { DATABASE_URL: url }) };
  const result = await runCommand("node_modules/.bin/prisma", args, {
    cwd: ROOT,
    env,
    ...(signal ? { signal } : {}),
  });
  if (result.code !== 0) throw new SetupError(`${failure}:\n${result.output.trim()}`);
}
