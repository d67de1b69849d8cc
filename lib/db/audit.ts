// Audit events: inserted by verbs, numbered and chained by the database.
import type { AuditEvent } from "@/lib/schemas/audit-event";
import type { Page } from "@/lib/schemas/fields";
import { Prisma } from "./generated/client";
import { given, type PageQuery, toPage } from "./paging";
import type { Connection } from "./store";

type JsonObject = { readonly [key: string]: Prisma.InputJsonValue | null };

/** An event before the database has given it its number and hash. */
export interface NewAuditEvent {
  readonly id: string;
  readonly at: Date;
  readonly actorKind: AuditEvent["actorKind"];
  readonly actorId: string;
  readonly actorName: string;
  readonly action: string;
  readonly entityTable: string;
  readonly entityId: string;
  readonly carrierId: string | null;
  readonly customerId: string | null;
  readonly trunkId: string | null;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly reason: string | null;
  readonly requestId: string;
}

export interface AuditFilter extends PageQuery {
  readonly carrierId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly trunkId?: string | undefined;
  readonly entityTable?: string | undefined;
  readonly entityId?: string | undefined;
  readonly actorId?: string | undefined;
}

export function auditStore(db: Connection) {
  return {
    /** Appends one event; sequence, hash and transaction are the trigger's. */
    async insert(event: NewAuditEvent): Promise<void> {
      const json = (value: JsonObject | null) => (value === null ? Prisma.DbNull : value);
      await db.auditEvent.createMany({
        data: [
          {
            ...event,
            before: json(event.before),
            after: json(event.after),
            sequence: 0n,
            transactionId: 0n,
            previousHash: new Uint8Array(),
            hash: new Uint8Array(),
          },
        ],
      });
    },

    /** Newest first; the cursor is a sequence number. */
    async findPage({ cursor, limit, ...filter }: AuditFilter): Promise<Page<AuditEvent>> {
      const rows = await db.auditEvent.findMany({
        where: { ...given(filter), ...(cursor ? { sequence: { lt: BigInt(cursor) } } : {}) },
        orderBy: { sequence: "desc" },
        omit: { previousHash: true, hash: true, transactionId: true },
        take: (limit ?? 50) + 1,
      });
      // Prisma's JSON type allows an absent member, which stored JSON cannot have.
      return toPage(rows as AuditEvent[], { limit }, (row) => String(row.sequence));
    },

    /** Newest first: what happened to the rows of one table. */
    async findOfRows(entityTable: string, ids: readonly string[]): Promise<AuditEvent[]> {
      const rows = await db.auditEvent.findMany({
        where: { entityTable, entityId: { in: [...ids] } },
        orderBy: { sequence: "desc" },
        omit: { previousHash: true, hash: true, transactionId: true },
        take: 200,
      });
      return rows as AuditEvent[];
    },

    /** Number of events, and the first whose number, predecessor or hash does not fit (null: the chain holds). */
    async getChainState(): Promise<{ events: bigint; firstBroken: bigint | null }> {
      const rows = await db.$queryRaw<{ events: bigint; firstBroken: bigint | null }[]>`
        SELECT (SELECT count(*) FROM audit_event) AS "events", audit_first_broken() AS "firstBroken"`;
      return rows[0] ?? { events: 0n, firstBroken: null };
    },
  };
}
