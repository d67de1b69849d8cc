// The job worker's process: reads its environment, runs the timed tasks, ends cleanly on SIGTERM or SIGINT.
import { systemDeps } from "@/lib/core/deps";
import { databaseUrl, EnvError, logLevel, readEnv } from "@/lib/core/env";
import { createLogger } from "@/lib/core/log";
import { openDatabase } from "@/lib/db/client";
import { startWorker } from "./worker";

function readEnvironment() {
  try {
    return readEnv({ DATABASE_URL: databaseUrl, LOG_LEVEL: logLevel.default("info") }, process.env);
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

const env = readEnvironment();
const log = createLogger({ name: "jobs", level: env.LOG_LEVEL });
const database = openDatabase(env.DATABASE_URL, { poolSize: 3 });
const worker = await startWorker({
  databaseUrl: env.DATABASE_URL,
  database,
  deps: systemDeps,
  log,
});
log.info("ready");

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, "stopping");
  await worker.stop();
  await database.close();
  log.info("stopped");
}
process.on("SIGTERM", () => void stop("SIGTERM"));
process.on("SIGINT", () => void stop("SIGINT"));
