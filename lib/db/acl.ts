// ACL entries in the database, and the questions about overlap that only it can answer.
import type { AclEntry } from "@/lib/schemas/acl-entry";
import type { Page } from "@/lib/schemas/fields";
import type { Prisma } from "./generated/client";
import { given, type PageQuery, pageArgs, toPage } from "./paging";
import type { Connection } from "./store";

export type NewAclRow = Prisma.AclEntryUncheckedCreateInput;

/** An active entry that another row stands in the way of. */
export interface OverlappingEntry {
  readonly id: string;
  readonly block: string;
  readonly carrierId: string;
  readonly carrierName: string;
}

/** A block of a list that must not be there: at which place of the list, and what it meets. */
export interface MetBlock {
  readonly place: number;
  readonly what: string;
  /** Null for an address of Cradle's own. */
  readonly carrierId: string | null;
  readonly carrierName: string | null;
}

export interface AclHistoryRow {
  readonly at: Date;
  readonly actorName: string;
  readonly action: string;
  readonly reason: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

/** A block of a list, with its validity. */
export interface ListedBlock {
  readonly block: string;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
}

export function aclStore(db: Connection) {
  return {
    get: (id: string): Promise<AclEntry | null> => db.aclEntry.findUnique({ where: { id } }),

    async findPage(query: PageQuery & { carrierId?: string | undefined }): Promise<Page<AclEntry>> {
      const rows = await db.aclEntry.findMany({
        where: { active: true, ...given({ carrierId: query.carrierId }) },
        orderBy: { id: "asc" },
        ...pageArgs(query),
      });
      return toPage(rows, query, (row) => row.id);
    },

    /** A carrier's active entries, in the order of their blocks. */
    findActive: (carrierId: string): Promise<AclEntry[]> =>
      db.aclEntry.findMany({ where: { carrierId, active: true }, orderBy: { block: "asc" } }),

    /** Active entries of any carrier that share an address with `block` at some time of the period. */
    findOverlapping: (
      block: string,
      validFrom: Date,
      validUntil: Date | null,
    ): Promise<OverlappingEntry[]> =>
      db.$queryRaw<OverlappingEntry[]>`
        SELECT e.id::text, e.block::text, c.id::text AS "carrierId", c.name::text AS "carrierName"
        FROM acl_entry e JOIN carrier c ON c.id = e.carrier_id
        WHERE e.active AND e.block && ${block}::inet
          AND tstzrange(e.valid_from, e.valid_until)
            && tstzrange(${validFrom}::timestamptz, ${validUntil}::timestamptz)
        ORDER BY e.block`,

    /** Of these blocks those that share an address with Cradle's own, or with another carrier's entry at some time. */
    findMet: (carrierId: string, blocks: readonly ListedBlock[]): Promise<MetBlock[]> =>
      db.$queryRaw<MetBlock[]>`
        WITH listed AS (
          SELECT (place - 1)::int AS place, block::inet AS block, since::timestamptz AS since, until::timestamptz AS until
          FROM unnest(
            ${blocks.map(({ block }) => block)}::text[],
            ${blocks.map(({ validFrom }) => validFrom.toISOString())}::text[],
            ${blocks.map(({ validUntil }) => validUntil?.toISOString() ?? null)}::text[]
          ) WITH ORDINALITY AS given(block, since, until, place)
        )
        SELECT place, own_address_in(block) AS what, NULL AS "carrierId", NULL AS "carrierName"
        FROM listed WHERE own_address_in(block) IS NOT NULL
        UNION ALL
        SELECT l.place, format('%s of %s', met.block, met.name), met.id::text, met.name
        FROM listed l CROSS JOIN LATERAL (
          SELECT e.block, c.id, c.name::text FROM acl_entry e JOIN carrier c ON c.id = e.carrier_id
          WHERE e.active AND e.block && l.block AND e.carrier_id <> ${carrierId}::uuid
            AND tstzrange(e.valid_from, e.valid_until) && tstzrange(l.since, l.until)
          ORDER BY e.block LIMIT 1
        ) met`,

    /** Changes of a carrier's list, newest first. */
    findHistory: (carrierId: string, most: number): Promise<AclHistoryRow[]> =>
      db.auditEvent.findMany({
        where: { carrierId, entityTable: { in: ["acl_entry", "acl_list"] } },
        orderBy: { sequence: "desc" },
        take: most,
        select: {
          at: true,
          actorName: true,
          action: true,
          reason: true,
          before: true,
          after: true,
        },
      }),

    /** Entries that were on a carrier's list at a moment, as they are now. */
    findInForceAt: (carrierId: string, at: Date): Promise<AclEntry[]> =>
      db.aclEntry.findMany({
        where: {
          carrierId,
          createdAt: { lte: at },
          OR: [{ active: true }, { removedAt: { gt: at } }],
        },
        orderBy: { block: "asc" },
      }),

    /** Edits of a carrier's entries after a moment, oldest first. */
    findEditsSince: (
      carrierId: string,
      at: Date,
    ): Promise<{ entityId: string; before: unknown }[]> =>
      db.auditEvent.findMany({
        where: { carrierId, entityTable: "acl_entry", action: "acl.update", at: { gt: at } },
        orderBy: { sequence: "asc" },
        select: { entityId: true, before: true },
      }),

    /** One statement: one event of the configuration, however many. */
    insertMany: async (rows: readonly NewAclRow[]): Promise<void> => {
      if (rows.length > 0) await db.aclEntry.createMany({ data: [...rows] });
    },

    /** Likewise. */
    deactivateMany: async (ids: readonly string[], removedAt: Date): Promise<void> => {
      if (ids.length === 0) return;
      await db.aclEntry.updateMany({
        where: { id: { in: [...ids] }, active: true },
        data: { active: false, removedAt, version: { increment: 1 } },
      });
    },

    insert: (row: NewAclRow): Promise<AclEntry> => db.aclEntry.create({ data: row }),

    update: (entry: AclEntry, changes: Prisma.AclEntryUncheckedUpdateInput): Promise<AclEntry> =>
      db.aclEntry.update({
        where: { id: entry.id, version: entry.version },
        data: { ...changes, version: { increment: 1 } },
      }),
  };
}
