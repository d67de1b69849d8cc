// Audit events: inserted by verbs, numbered and chained by the database.
import type { AuditChoices, AuditEvent } from "@/lib/schemas/audit-event";
import type { Page } from "@/lib/schemas/fields";
import { Prisma } from "./generated/client";
import { given, holding, type PageQuery, toPage } from "./paging";
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
  readonly action?: string | undefined;
  readonly search?: string | undefined;
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
}

/** Events are numbered in the order of their commits; clocks of several processes may differ by this at most. */
const CLOCK_SLACK_MS = 600_000;
/** Found texts that are looked at one by one; more are found on the way from the newest. */
const FEW_FOUND = 2_000;

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
    async findPage(query: AuditFilter): Promise<Page<AuditEvent>> {
      const { cursor, limit, search, from, until, ...filter } = query;
      const span = await sequencesOf(db, from, until);
      if (span === null) return { items: [], nextCursor: null };
      const found = search ? await fewWith(db, search) : null;
      const rows = await db.auditEvent.findMany({
        where: {
          ...given(filter),
          AND: [
            ...(cursor ? [{ sequence: { lt: BigInt(cursor) } }] : []),
            ...(span.length > 0 ? span : []),
            ...(from ? [{ at: { gte: from } }] : []),
            ...(until ? [{ at: { lt: until } }] : []),
            ...(found ? [{ sequence: { in: found } }] : []),
            ...(search && found === null
              ? [{ OR: TEXTS.map((field) => ({ [field]: holding(search) })) }]
              : []),
          ],
        },
        orderBy: { sequence: "desc" },
        omit: { previousHash: true, hash: true, transactionId: true },
        take: (limit ?? 50) + 1,
      });
      // Prisma's JSON type allows an absent member, which stored JSON cannot have.
      return toPage(rows as AuditEvent[], { limit }, (row) => String(row.sequence));
    },

    /** Each action and each table once: the index is leapt through, not read. */
    async findChoices(): Promise<AuditChoices> {
      const actions = await db.$queryRaw<{ value: string }[]>`
        WITH RECURSIVE found AS (
          (SELECT action AS value FROM audit_event ORDER BY action LIMIT 1)
          UNION ALL
          SELECT (SELECT action FROM audit_event WHERE action > found.value ORDER BY action LIMIT 1)
          FROM found WHERE found.value IS NOT NULL
        ) SELECT value FROM found WHERE value IS NOT NULL`;
      const tables = await db.$queryRaw<{ value: string }[]>`
        WITH RECURSIVE found AS (
          (SELECT entity_table AS value FROM audit_event ORDER BY entity_table LIMIT 1)
          UNION ALL
          SELECT (SELECT entity_table FROM audit_event WHERE entity_table > found.value ORDER BY entity_table LIMIT 1)
          FROM found WHERE found.value IS NOT NULL
        ) SELECT value FROM found WHERE value IS NOT NULL`;
      const values = (rows: { value: string }[]) => rows.map(({ value }) => value);
      return { actions: values(actions), tables: values(tables) };
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

    /**
     * Looks at `limit` events after `after`: `firstBroken` is the first whose number, predecessor or hash does not fit,
     * at the end also where the ledger knows of more. `last` is the last that was looked at, `total` what there are.
     */
    async getChainPiece(after: bigint, limit: number): Promise<ChainPiece> {
      const rows = await db.$queryRaw<ChainPiece[]>`
        WITH piece AS (
          SELECT e.sequence, e.previous_hash, e.hash,
                 sha256(e.previous_hash || convert_to(audit_event_text(e), 'UTF8')) AS expected
          FROM audit_event e WHERE e.sequence > ${after} ORDER BY e.sequence LIMIT ${limit}
        ), start AS (
          SELECT CASE WHEN ${after} = 0 THEN sha256('cradle-byoc'::bytea)
                 ELSE (SELECT hash FROM audit_event WHERE sequence = ${after}) END AS hash
        ), chain AS (
          SELECT p.*, lag(p.hash, 1, (SELECT hash FROM start)) OVER (ORDER BY p.sequence) AS predecessor,
                 ${after} + row_number() OVER (ORDER BY p.sequence) AS position
          FROM piece p
        ), reached AS (
          SELECT count(*) < ${limit} AS at_end, coalesce(max(sequence), ${after}) AS last,
                 coalesce((SELECT hash FROM chain ORDER BY sequence DESC LIMIT 1), (SELECT hash FROM start)) AS hash
          FROM chain
        ), broken AS (
          SELECT least(sequence, position) AS sequence FROM chain
          WHERE hash <> expected OR predecessor IS NULL OR previous_hash <> predecessor OR sequence <> position
          UNION ALL
          SELECT least(r.last + 1, l.audit_sequence) FROM ledger l, reached r
          WHERE r.at_end AND (l.audit_sequence <> r.last OR r.hash IS NULL OR l.audit_hash <> r.hash)
        )
        SELECT (SELECT min(sequence) FROM broken) AS "firstBroken", r.last, r.at_end AS "atEnd",
               l.audit_sequence AS total
        FROM reached r, ledger l`;
      return rows[0] ?? { firstBroken: after, last: after, atEnd: true, total: 0n };
    },
  };
}

export interface ChainPiece {
  readonly firstBroken: bigint | null;
  readonly last: bigint;
  readonly atEnd: boolean;
  readonly total: bigint;
}

const TEXTS = ["actorName", "action", "entityTable", "entityId", "reason"] as const;

/** Sequences between which the events of a time span are, from the index of times; null where there are none. */
async function sequencesOf(db: Connection, from: Date | undefined, until: Date | undefined) {
  const edge = async (at: Date, side: "gte" | "lte") =>
    db.auditEvent.findFirst({
      where: { at: { [side]: at } },
      orderBy: { at: side === "gte" ? "asc" : "desc" },
      select: { sequence: true },
    });
  const bounds: ({ sequence: { gte: bigint } } | { sequence: { lte: bigint } })[] = [];
  if (from) {
    const first = await edge(new Date(from.getTime() - CLOCK_SLACK_MS), "gte");
    if (first === null) return null;
    bounds.push({ sequence: { gte: first.sequence } });
  }
  if (until) {
    const last = await edge(new Date(until.getTime() + CLOCK_SLACK_MS), "lte");
    if (last === null) return null;
    bounds.push({ sequence: { lte: last.sequence } });
  }
  return bounds;
}

/** The events that hold a text, from its index; null where they are many: then the newest are soon met. */
async function fewWith(db: Connection, search: string): Promise<bigint[] | null> {
  const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await db.$queryRaw<{ sequence: bigint }[]>`
    SELECT sequence FROM audit_event WHERE (actor_name || ' ' || action || ' ' || entity_table || ' ' || entity_id || ' ' || coalesce(reason, '')) ILIKE ${pattern}
    LIMIT ${FEW_FOUND + 1}`;
  return rows.length > FEW_FOUND ? null : rows.map(({ sequence }) => sequence);
}
