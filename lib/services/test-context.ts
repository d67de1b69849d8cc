// For tests: contexts on a test's own database, with a clock that the test sets.
import { type Actor, type Role, type SystemId, systemActor } from "@/lib/auth/actor";
import { type Deps, systemDeps } from "@/lib/core/deps";
import type { KeyRing } from "@/lib/core/env";
import { createLogger } from "@/lib/core/log";
import { type Database, openDatabase } from "@/lib/db/client";
import { type TestDatabase, testDatabase } from "@/lib/db/test-database";
import { type Context, createContext } from "./context";

export interface TestContexts {
  readonly database: TestDatabase;
  /** The pool that the contexts use, with the portal's rights. */
  readonly pool: Database;
  /** Sets the clock; null lets it run again. */
  setNow(now: Date | null): void;
  /** A context of a member of staff with this role; the same person for the same role. */
  as(role: Role): Context;
  asSystem(id: SystemId): Context;
  asActor(actor: Actor): Context;
  close(): Promise<void>;
}

/** Seals the credentials of tests, and of nothing else. */
export const TEST_KEYS: KeyRing = [{ id: "test", bytes: new Uint8Array(32).fill(7) }];

const STAFF_IDS: Record<Role, string> = {
  admin: "018f0000-0000-7000-8000-00000000000a",
  onboarding: "018f0000-0000-7000-8000-00000000000b",
  sales: "018f0000-0000-7000-8000-00000000000c",
  support: "018f0000-0000-7000-8000-00000000000d",
};

/** A member of staff that no database knows: verbs believe their actor. */
export function testStaff(role: Role): Actor {
  const sessionId = "018f0000-0000-7000-8000-0000000000ff";
  return {
    kind: "staff",
    id: STAFF_IDS[role],
    name: `test ${role}`,
    role,
    sessionId,
    isDemo: false,
  };
}

/** Makes an empty database and contexts on it. Call `close` in `afterAll`. */
export async function testContexts(): Promise<TestContexts> {
  const database = await testDatabase();
  const pool = openDatabase(database.portalUrl, { poolSize: 4 });
  let fixed: Date | null = null;
  const deps: Deps = { ...systemDeps, now: () => fixed ?? systemDeps.now() };
  const log = createLogger({ name: "test", level: "silent" });
  const asActor = (actor: Actor) =>
    createContext({
      database: pool,
      deps,
      log,
      actor,
      requestId: deps.newId(),
      secretKeys: TEST_KEYS,
    });
  return {
    database,
    pool,
    setNow: (now) => {
      fixed = now;
    },
    as: (role) => asActor(testStaff(role)),
    asSystem: (id) => asActor(systemActor(id)),
    asActor,
    close: async () => {
      await pool.close();
      await database.drop();
    },
  };
}
