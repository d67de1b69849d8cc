// Runs a throwaway Postgres until its standard input ends, then deletes it: with a migrated template database, or bare.
//
// A process of its own, so that nothing is left behind when the test runner that started it is killed.
// Prints one line of JSON when it is ready: the `TestCluster` of lib/db/test-database.ts, of a bare one its `adminUrl`.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { EmbeddedPostgres } from "./lib/embedded-postgres.mjs";
import { buildTemplateCluster, restoreTemplateCluster, TEMPLATE } from "./lib/template-cluster.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const directory = fs.mkdtempSync(path.join(os.tmpdir(), "cradle-postgres-"));
fs.chmodSync(directory, 0o755); // the unprivileged user of Postgres goes through it
let cluster = null;

async function end(code) {
  await cluster?.stop();
  fs.rmSync(directory, { recursive: true, force: true });
  process.exit(code);
}

const starterGone = new Promise((resolve) => {
  process.stdin.once("end", resolve).once("error", resolve).resume();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, resolve);
});

async function startMigrated() {
  const passwords = restoreTemplateCluster(directory);
  cluster = new EmbeddedPostgres({ directory, password: passwords.admin, durable: false });
  await cluster.start();
  await buildTemplateCluster(cluster, passwords);
  return { adminUrl: cluster.url("postgres"), template: TEMPLATE, passwords };
}

async function startBare() {
  const password = randomBytes(18).toString("base64url");
  cluster = new EmbeddedPostgres({ directory, password, durable: false });
  await cluster.start();
  return { adminUrl: cluster.url("postgres") };
}

try {
  const ready = process.argv[2] === "bare" ? await startBare() : await startMigrated();
  process.stdout.write(`${JSON.stringify(ready)}\n`);
} catch (error) {
  console.error(error.message);
  await end(1);
}
await starterGone;
await end(0);
