// One pool, one logger and the real clock per process, for pages, REST and jobs.
import type { Actor } from "@/lib/auth/actor";
import { systemDeps } from "@/lib/core/deps";
import { databaseUrl, logLevel, readEnv } from "@/lib/core/env";
import { createLogger, type Logger } from "@/lib/core/log";
import { type Database, openDatabase } from "@/lib/db/client";
import { type Context, createContext } from "./context";

interface Runtime {
  readonly database: Database;
  readonly log: Logger;
}

// Next loads modules more than once in one process; the pool must be one all the same.
const shared = globalThis as typeof globalThis & { cradleRuntime?: Runtime };

function runtime(): Runtime {
  if (shared.cradleRuntime === undefined) {
    const env = readEnv(
      { DATABASE_URL: databaseUrl, LOG_LEVEL: logLevel.default("info") },
      process.env,
    );
    shared.cradleRuntime = {
      database: openDatabase(env.DATABASE_URL),
      log: createLogger({ name: "portal", level: env.LOG_LEVEL }),
    };
  }
  return shared.cradleRuntime;
}

/** The context of one request. Throws `EnvError` where the environment is unusable; connects at the first query. */
export function contextFor(actor: Actor, requestId: string = systemDeps.newId()): Context {
  const { database, log } = runtime();
  return createContext({
    database,
    deps: systemDeps,
    log: log.child({ requestId }),
    actor,
    requestId,
  });
}

/** Ends the pool, at the end of the process. */
export async function closeRuntime(): Promise<void> {
  await shared.cradleRuntime?.database.close();
  delete shared.cradleRuntime;
}
