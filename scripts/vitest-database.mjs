// Vitest's global set-up for database tests: one throwaway cluster for all workers.
import { startThrowawayPostgres } from "./lib/start-throwaway-postgres.mjs";

/** @returns {Promise<() => Promise<void>>} the tear-down */
export default async function setup() {
  const postgres = await startThrowawayPostgres();
  process.env.TEST_CLUSTER = postgres.description; // workers are started later and inherit it
  return postgres.stop;
}
