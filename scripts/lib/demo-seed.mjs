// The first-run demo data: made once in an empty store, and the accounts they bring.
import { runCommand } from "./run-command.mjs";
import { SetupError } from "./setup-error.mjs";

/**
 * @param {string} url
 * @returns {Promise<boolean>} whether nobody can sign in yet
 */
export async function isStoreEmpty(url) {
  return (await query(url, "SELECT FROM staff_user LIMIT 1")).length === 0;
}

/**
 * @param {NodeJS.ProcessEnv} env DATABASE_URL, BYOC_SECRET_KEYS and DEMO_PASSWORD among it
 * @param {AbortSignal} signal
 * @throws {SetupError} with what the seed said
 */
export async function seedDemo(env, signal) {
  const result = await runCommand("node_modules/.bin/tsx", ["prisma/seed.ts"], { env, signal });
  if (result.code !== 0 && !signal.aborted) {
    throw new SetupError(`The demo data could not be made:\n${result.output.trim()}`);
  }
}

/**
 * @param {string} url
 * @returns {Promise<{ email: string, role: string }[]>} demo accounts that may sign in
 */
export async function findDemoAccounts(url) {
  const sql =
    "SELECT email, role FROM staff_user WHERE is_demo AND disabled_at IS NULL ORDER BY role";
  return query(url, sql);
}

async function query(connectionString, sql) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
