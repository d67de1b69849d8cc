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

    countActive: (carrierId: string): Promise<number> =>
      db.aclEntry.count({ where: { carrierId, active: true } }),

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

    insert: (row: NewAclRow): Promise<AclEntry> => db.aclEntry.create({ data: row }),

    update: (entry: AclEntry, changes: Prisma.AclEntryUncheckedUpdateInput): Promise<AclEntry> =>
      db.aclEntry.update({
        where: { id: entry.id, version: entry.version },
        data: { ...changes, version: { increment: 1 } },
      }),
  };
}
