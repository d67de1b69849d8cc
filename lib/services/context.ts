// What a verb is given: who asks, when, with which ids and chance, and the database.
import type { Actor } from "@/lib/auth/actor";
import type { Deps } from "@/lib/core/deps";
import type { KeyRing } from "@/lib/core/env";
import { type Ha1Owner, type SealedHa1, sealHa1 } from "@/lib/core/ha1";
import type { Logger } from "@/lib/core/log";
import type { NewAuditEvent } from "@/lib/db/audit";
import type { Database } from "@/lib/db/client";
import { createStore, type ReadStore, type Store } from "@/lib/db/store";
import { readTransaction, writeTransaction } from "@/lib/db/transaction";
import { type AuditedTable, auditedFields } from "./audited-fields";
import { explainConstraint } from "./explain-constraint";

export interface Context extends Deps {
  readonly actor: Actor;
  /** Joins what the visitor sees, the log and the audit events of one request. */
  readonly requestId: string;
  readonly log: Logger;
  /** Reads outside a transaction. */
  readonly read: ReadStore;
  /** Runs `work` on the database as it is at one instant. */
  readInstant<T>(work: (tx: ReadStore) => Promise<T>): Promise<T>;
  /**
   * Runs `work` in one writing transaction under the ledger's lock. A row that the database refuses is explained as
   * `Conflict` or `InvalidInput`; a database that is away is an `Outage`.
   */
  transaction<T>(work: (tx: Store) => Promise<T>): Promise<T>;
  /** Writes that need no order and no audit: when a session was last seen, a token last used. Takes no lock. */
  note(work: (store: Store) => Promise<void>): Promise<void>;
  /** A page of the portal by its path, for mail: an address where the process knows the portal's, else the path. */
  link(path: string): string;
  /** Seals what is kept of a SIP credential's password. Throws where the process was given no key ring. */
  sealHa1(owner: Ha1Owner, password: string): SealedHa1;
  /**
   * An audit event of this actor: what `action` did to a row of `table`. Of `before` and `after` only the fields on the
   * table's allow-list are kept, so that no secret is written down.
   */
  event(
    action: string,
    table: AuditedTable,
    before: AuditedRow | null,
    after: AuditedRow | null,
    reason?: string,
  ): NewAuditEvent;
}

/** Any stored row: it has an id, and may say which carrier, customer and trunk it belongs to. */
interface AuditedRow {
  readonly id: string | number;
  readonly carrierId?: string | null;
  readonly customerId?: string | null;
  readonly trunkId?: string | null;
}

export interface ContextOptions {
  readonly database: Database;
  readonly deps: Deps;
  readonly log: Logger;
  readonly actor: Actor;
  readonly requestId: string;
  /** The portal's alone: who issues no credential seals nothing. */
  readonly secretKeys?: KeyRing | undefined;
  /** As visitors see it, without a path. */
  readonly portalUrl?: string | undefined;
}

/** Makes the context of one request. */
export function createContext(options: ContextOptions): Context {
  const { database, deps, log, actor, requestId, secretKeys, portalUrl } = options;
  return {
    ...deps,
    actor,
    requestId,
    log,
    read: createStore(database.prisma),
    readInstant: (work) => readTransaction(database.prisma, work),
    transaction: async (work) => {
      try {
        return await writeTransaction(database.prisma, work);
      } catch (error) {
        throw explainConstraint(error);
      }
    },
    note: (work) => work(createStore(database.prisma)),
    link: (path) => (portalUrl === undefined ? path : new URL(path, portalUrl).href),
    sealHa1: (owner, password) => {
      if (secretKeys === undefined) throw new Error("this process was given no BYOC_SECRET_KEYS");
      return sealHa1(secretKeys, owner, password);
    },
    event: (action, table, before, after, reason) => {
      const row = after ?? before;
      if (row === null) throw new Error(`audit event ${action} is about nothing`);
      return {
        id: deps.newId(),
        at: deps.now(),
        actorKind: actor.kind,
        actorId: actor.id,
        actorName: actor.name,
        action,
        entityTable: table,
        entityId: String(row.id),
        carrierId: table === "carrier" ? String(row.id) : (row.carrierId ?? null),
        customerId: table === "customer" ? String(row.id) : (row.customerId ?? null),
        trunkId: table === "trunk" ? String(row.id) : (row.trunkId ?? null),
        before: before === null ? null : auditedFields(table, before),
        after: after === null ? null : auditedFields(table, after),
        reason: reason ?? null,
        requestId,
      };
    },
  };
}
