// Audit events: inserted by verbs, numbered and chained by the database.
import {
  AuditCheckpoint,
  type AuditCheckpoints,
  type AuditChoices,
  type AuditEvent,
} from "@/lib/schemas/audit-event";
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
      const take = (limit ?? 50) + 1;
      const found = search ? await sequencesWith(db, search, query, span, take) : null;
      const rows = await db.auditEvent.findMany({
        where: {
          ...given(filter),
          AND: [
            ...(cursor ? [{ sequence: { lt: BigInt(cursor) } }] : []),
            ...(span.gte === null ? [] : [{ sequence: { gte: span.gte } }]),
            ...(span.lte === null ? [] : [{ sequence: { lte: span.lte } }]),
            ...(from ? [{ at: { gte: from } }] : []),
            ...(until ? [{ at: { lt: until } }] : []),
            ...(found ? [{ sequence: { in: found } }] : []),
          ],
        },
        orderBy: { sequence: "desc" },
        omit: { previousHash: true, hash: true, transactionId: true },
        take,
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
               l.audit_sequence AS total, encode(r.hash, 'hex') AS hash
        FROM reached r, ledger l`;
      return rows[0] ?? { firstBroken: after, last: after, atEnd: true, total: 0n, hash: null };
    },

    /** In hexadecimal digits; null where there is no such event. */
    async getHash(sequence: bigint): Promise<string | null> {
      const row = await db.auditEvent.findUnique({ where: { sequence }, select: { hash: true } });
      return row === null ? null : Buffer.from(row.hash).toString("hex");
    },

    /** Where the chain was verified last, and last from its first event on. */
    async getCheckpoints(): Promise<AuditCheckpoints> {
      const find = (where: Prisma.AuditEventWhereInput) =>
        db.auditEvent.findFirst({ where, orderBy: { sequence: "desc" } });
      const verified = { action: "audit.verify" };
      const latest = await find(verified);
      const latestWhole = await find({ ...verified, after: { path: ["isWhole"], equals: true } });
      const broken = await find({
        action: "audit.find-broken",
        ...(latestWhole === null ? {} : { sequence: { gt: latestWhole.sequence } }),
      });
      const firstBroken = Noted.shape.sequence.safeParse(
        (broken?.after as { firstBroken?: unknown } | undefined)?.firstBroken,
      );
      return {
        latest: checkpointOf(latest),
        latestWhole: checkpointOf(latestWhole),
        broken:
          broken === null
            ? null
            : { firstBroken: firstBroken.data ?? "1", at: broken.at, actorName: broken.actorName },
      };
    },
  };
}

export interface ChainPiece {
  readonly firstBroken: bigint | null;
  readonly last: bigint;
  readonly atEnd: boolean;
  readonly total: bigint;
  /** Of the last one looked at, in hexadecimal digits. */
  readonly hash: string | null;
}

const Noted = AuditCheckpoint.pick({ sequence: true, hash: true, isWhole: true });

/** Null also where what was noted is none: then nothing counts as verified. */
function checkpointOf(
  event: { at: Date; actorName: string; after: unknown } | null,
): AuditCheckpoint | null {
  const noted = Noted.safeParse(event?.after);
  if (event === null || !noted.success) return null;
  return { ...noted.data, at: event.at, actorName: event.actorName };
}

interface Span {
  readonly gte: bigint | null;
  readonly lte: bigint | null;
}

/** Sequences between which the events of a time span are, from the index of times; null where there are none. */
async function sequencesOf(
  db: Connection,
  from: Date | undefined,
  until: Date | undefined,
): Promise<Span | null> {
  const edge = (at: Date, side: "gte" | "lte") =>
    db.auditEvent.findFirst({
      where: { at: { [side]: at } },
      orderBy: { at: side === "gte" ? "asc" : "desc" },
      select: { sequence: true },
    });
  const first = from ? await edge(new Date(from.getTime() - CLOCK_SLACK_MS), "gte") : undefined;
  const last = until ? await edge(new Date(until.getTime() + CLOCK_SLACK_MS), "lte") : undefined;
  if (first === null || last === null) return null;
  return { gte: first?.sequence ?? null, lte: last?.sequence ?? null };
}

/** What an event is found by; the index audit_event_words_trgm is of this very expression. */
const WORDS = Prisma.sql`audit_event_words(actor_name, action, entity_table, entity_id, reason, before, after)`;

/**
 * The events that hold a text: all of them from its index, where they are few; else the newest that fit the rest of the
 * query as well, which are soon met on the way from the newest.
 */
async function sequencesWith(
  db: Connection,
  search: string,
  query: AuditFilter,
  span: Span,
  take: number,
): Promise<bigint[]> {
  const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  const few = await db.$queryRaw<{ sequence: bigint }[]>`
    SELECT sequence FROM audit_event WHERE ${WORDS} ILIKE ${pattern} LIMIT ${FEW_FOUND + 1}`;
  if (few.length <= FEW_FOUND) return few.map(({ sequence }) => sequence);
  // The fence keeps the words from being made of every row: they are, from the newest on, until there are enough.
  const newest = await db.$queryRaw<{ sequence: bigint }[]>`
    SELECT sequence FROM (
      SELECT * FROM audit_event WHERE true${Prisma.join(restOf(query, span), "", "", "")}
      ORDER BY sequence DESC OFFSET 0) AS e
    WHERE (${WORDS} || '') ILIKE ${pattern} LIMIT ${take}`;
  return newest.map(({ sequence }) => sequence);
}

/** What else a query asks for, each with its "AND". */
function restOf(query: AuditFilter, span: Span): Prisma.Sql[] {
  const { cursor, from, until } = query;
  const when = (value: unknown, sql: Prisma.Sql) => (value == null || value === "" ? [] : [sql]);
  return [
    Prisma.empty,
    ...when(query.carrierId, Prisma.sql` AND carrier_id = ${query.carrierId}::uuid`),
    ...when(query.customerId, Prisma.sql` AND customer_id = ${query.customerId}::uuid`),
    ...when(query.trunkId, Prisma.sql` AND trunk_id = ${query.trunkId}::uuid`),
    ...when(query.entityTable, Prisma.sql` AND entity_table = ${query.entityTable}`),
    ...when(query.entityId, Prisma.sql` AND entity_id = ${query.entityId}`),
    ...when(query.actorId, Prisma.sql` AND actor_id = ${query.actorId}`),
    ...when(query.action, Prisma.sql` AND action = ${query.action}`),
    ...when(cursor, Prisma.sql` AND sequence < ${cursor}::bigint`),
    ...when(span.gte, Prisma.sql` AND sequence >= ${span.gte}`),
    ...when(span.lte, Prisma.sql` AND sequence <= ${span.lte}`),
    ...when(from, Prisma.sql` AND at >= ${from}`),
    ...when(until, Prisma.sql` AND at < ${until}`),
  ];
}
