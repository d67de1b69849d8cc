// Starts a throwaway Postgres for tests, in a process that ends with this one.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../throwaway-postgres.mjs", import.meta.url));

/**
 * @typedef {object} ThrowawayPostgres
 * @property {string} description JSON, the `TestCluster` of lib/db/test-database.ts; of a bare one the `adminUrl` alone
 * @property {() => Promise<void>} stop ends the server and deletes its data
 */

/**
 * @param {"migrated" | "bare"} [form] bare: no template, no roles; whatever the migrations say, it starts
 * @returns {Promise<ThrowawayPostgres>}
 */
export async function startThrowawayPostgres(form = "migrated") {
  const child = spawn(process.execPath, [PROGRAM, form], {
    detached: true, // so that Ctrl-C reaches the runner first, which still needs the database to end its tests
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const firstLine = new Promise((resolve) => {
    createInterface({ input: child.stdout }).once("line", resolve);
  });
  const description = await Promise.race([firstLine, exited.then(() => null)]);
  if (typeof description !== "string") throw new Error("The throwaway Postgres did not start.");
  return {
    description,
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
