// One pool, one logger and the real clock per process, for pages, REST and jobs.
import type { Actor } from "@/lib/auth/actor";
import { systemDeps } from "@/lib/core/deps";
import {
  databaseUrl,
  type KeyRing,
  logLevel,
  portalUrl,
  readEnv,
  secretKeys,
} from "@/lib/core/env";
import { createLogger, type Logger } from "@/lib/core/log";
import { connect, type Database, translated } from "@/lib/db/client";
import { type Context, createContext } from "./context";

interface Shared {
  readonly connections: ReturnType<typeof connect>;
  readonly log: Logger;
  /** Without it nothing can be sealed: the portal checks at start that it is there. */
  readonly secretKeys: KeyRing | undefined;
  readonly portalUrl: string | undefined;
}

// Next loads modules more than once in one process; the pool must be one all the same.
const place = globalThis as typeof globalThis & { cradleRuntime?: Shared };

// What translates errors must not be shared: an error of another copy of the modules is no `Outage` of this one's.
let own: { readonly connections: Shared["connections"]; readonly database: Database } | undefined;

function runtime(): Omit<Shared, "connections"> & { readonly database: Database } {
  if (place.cradleRuntime === undefined) {
    const env = readEnv(
      {
        DATABASE_URL: databaseUrl,
        LOG_LEVEL: logLevel.default("info"),
        BYOC_SECRET_KEYS: secretKeys.optional(),
        NEXTAUTH_URL: portalUrl.optional(),
      },
      process.env,
    );
    place.cradleRuntime = {
      connections: connect(env.DATABASE_URL),
      log: createLogger({ name: "portal", level: env.LOG_LEVEL }),
      secretKeys: env.BYOC_SECRET_KEYS,
      portalUrl: env.NEXTAUTH_URL,
    };
  }
  const { connections, ...rest } = place.cradleRuntime;
  if (own?.connections !== connections) own = { connections, database: translated(connections) };
  return { database: own.database, ...rest };
}

/** The context of one request. Throws `EnvError` where the environment is unusable; connects at the first query. */
export function contextFor(actor: Actor, requestId: string = systemDeps.newId()): Context {
  const { database, log, ...rest } = runtime();
  return createContext({
    database,
    deps: systemDeps,
    log: log.child({ requestId }),
    actor,
    requestId,
    ...rest,
  });
}

/** Ends the pool, at the end of the process. */
export async function closeRuntime(): Promise<void> {
  await place.cradleRuntime?.connections.$disconnect();
  delete place.cradleRuntime;
}
