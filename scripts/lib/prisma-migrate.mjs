// Prisma's own commands: applies the migrations, generates the database client.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "./run-command.mjs";
import { SetupError } from "./setup-error.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const CLIENT = path.join(ROOT, "lib/db/generated");
/** Generating empties the folder, so that this file never stands beside a client of another schema. */
const CLIENT_STAMP = path.join(CLIENT, "generated-from");

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
  const fingerprint = clientFingerprint();
  await runPrisma(["generate"], "The database client could not be generated", undefined, signal);
  if (!signal?.aborted) fs.writeFileSync(CLIENT_STAMP, fingerprint);
}

/** @returns {boolean} whether the client is there and was generated from this schema by this version of Prisma */
export function isClientFresh() {
  if (!fs.existsSync(CLIENT_STAMP)) return false;
  return fs.readFileSync(CLIENT_STAMP, "utf8") === clientFingerprint();
}

function clientFingerprint() {
  const hash = createHash("sha256");
  for (const file of ["prisma/schema.prisma", "package-lock.json"]) {
    hash.update(fs.readFileSync(path.join(ROOT, file)));
  }
  return hash.digest("hex");
}

async function runPrisma(args, failure, url, signal) {
  const env = { ...process.env, ...(url === undefined ? {} : { DATABASE_URL: url }) };
  const result = await runCommand("node_modules/.bin/prisma", args, {
    cwd: ROOT,
    env,
    ...(signal ? { signal } : {}),
  });
  if (result.code !== 0 && !signal?.aborted)
    throw new SetupError(`${failure}:\n${result.output.trim()}`);
}
