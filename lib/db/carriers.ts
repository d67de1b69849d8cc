// Carriers in the database, with their requirement checks and contacts.
import type { Carrier, RequirementCheck } from "@/lib/schemas/carrier";
import type { Contact } from "@/lib/schemas/contact";
import type { Page } from "@/lib/schemas/fields";
import type { Prisma } from "./generated/client";
import { CarrierState } from "./generated/enums";
import { given, holding } from "./paging";
import { findSorted, type SortedArgs, type SortedQuery, type SortPlan } from "./sorting";
import type { Connection } from "./store";

export interface CarrierFilter extends SortedQuery {
  readonly search?: string | undefined;
  readonly state?: Carrier["state"] | undefined;
}

const PLAN: SortPlan = {
  initial: { by: "name", descending: false },
  columns: {
    name: { path: "name", kind: "text" },
    state: { path: "state", kind: Object.values(CarrierState) },
    country: { path: "country", kind: "text" },
    created: { path: "id", kind: "text" },
    changed: { path: "stateChangedAt", kind: "moment" },
  },
};

/** A carrier in a list, with how much of each it has. */
export interface CarrierSummary extends Carrier {
  readonly counts: { aclEntries: number; gateways: number; trunks: number; numbers: number };
}

/** A requirement check with what stands behind it. */
export interface ProvenCheck extends RequirementCheck {
  readonly checkedByName: string | null;
  readonly documents: { id: string; fileName: string }[];
}

export function carrierStore(db: Connection) {
  return {
    get: (id: string): Promise<Carrier | null> => db.carrier.findUnique({ where: { id } }),
    /** Countries of carriers and customers, those of most first. */
    async findCountries(): Promise<string[]> {
      const rows = await db.$queryRaw<{ country: string }[]>`
        SELECT country FROM (SELECT country FROM carrier UNION ALL SELECT country FROM customer) AS c
        GROUP BY country ORDER BY count(*) DESC, country LIMIT 20`;
      return rows.map(({ country }) => country);
    },

    getByName: (name: string): Promise<Carrier | null> =>
      db.carrier.findUnique({ where: { name } }),

    async findPage(query: CarrierFilter): Promise<Page<CarrierSummary>> {
      const page = await findSorted({
        plan: PLAN,
        query,
        where: {
          ...given({ state: query.state }),
          ...(query.search ? { name: holding(query.search) } : {}),
        },
        find: (
          args: SortedArgs<Prisma.CarrierWhereInput, Prisma.CarrierOrderByWithRelationInput>,
        ) => db.carrier.findMany(args),
        count: (args) => db.carrier.count(args),
      });
      const countsOf = await countParts(
        db,
        page.items.map((row) => row.id),
      );
      const items = page.items.map((row) => ({ ...row, counts: countsOf(row.id) }));
      return { ...page, items };
    },

    insert: (row: Prisma.CarrierUncheckedCreateInput): Promise<Carrier> =>
      db.carrier.create({ data: row }),

    update: (carrier: Carrier, changes: Prisma.CarrierUncheckedUpdateInput): Promise<Carrier> =>
      db.carrier.update({
        where: { id: carrier.id, version: carrier.version },
        data: { ...changes, version: { increment: 1 } },
      }),

    findRequirementChecks: (carrierId: string): Promise<RequirementCheck[]> =>
      db.requirementCheck.findMany({ where: { carrierId }, orderBy: { id: "asc" } }),

    /** The same with who checked, be it staff or an API token, and the files that prove it. */
    async findProvenChecks(carrierId: string): Promise<ProvenCheck[]> {
      const rows = await db.requirementCheck.findMany({
        where: { carrierId },
        include: { documents: { select: { id: true, fileName: true }, orderBy: { id: "asc" } } },
      });
      const ids = [...new Set(rows.flatMap((row) => row.checkedById ?? []))];
      const query = { where: { id: { in: ids } }, select: { id: true, name: true } };
      const people = [
        ...(await db.staffUser.findMany(query)),
        ...(await db.apiToken.findMany(query)),
      ];
      const names = new Map(people.map(({ id, name }) => [id, name]));
      return rows.map((row) => ({
        ...row,
        checkedByName: names.get(row.checkedById ?? "") ?? null,
      }));
    },

    getRequirementCheckById: (id: string): Promise<RequirementCheck | null> =>
      db.requirementCheck.findUnique({ where: { id } }),

    getRequirementCheck: (carrierId: string, code: string): Promise<RequirementCheck | null> =>
      db.requirementCheck.findUnique({ where: { carrierId_code: { carrierId, code } } }),

    async insertRequirementChecks(
      rows: { id: string; carrierId: string; code: string }[],
    ): Promise<void> {
      await db.requirementCheck.createMany({ data: rows });
    },

    updateRequirementCheck: (
      check: RequirementCheck,
      changes: Prisma.RequirementCheckUncheckedUpdateInput,
    ): Promise<RequirementCheck> =>
      db.requirementCheck.update({
        where: { id: check.id, version: check.version },
        data: { ...changes, version: { increment: 1 } },
      }),

    findContacts: (carrierId: string): Promise<Contact[]> =>
      db.contact.findMany({ where: { carrierId }, orderBy: { name: "asc" } }),
  };
}

/** How much of each a few carriers have: counted for them alone, whatever all the others have. */
async function countParts(
  db: Connection,
  ids: string[],
): Promise<(id: string) => CarrierSummary["counts"]> {
  const carrierId = { in: ids };
  const by = { by: ["carrierId" as const], _count: { _all: true as const } };
  const [aclEntries, gateways, trunks, numbers] = [
    await db.aclEntry.groupBy({ ...by, where: { carrierId, active: true } }),
    await db.gateway.groupBy({ ...by, where: { carrierId, removedAt: null } }),
    await db.trunk.groupBy({ ...by, where: { carrierId, state: { not: "closed" } } }),
    await db.phoneNumber.groupBy({ ...by, where: { carrierId, active: true } }),
  ].map((rows) => new Map(rows.map((row) => [row.carrierId, row._count._all])));
  return (id) => ({
    aclEntries: aclEntries?.get(id) ?? 0,
    gateways: gateways?.get(id) ?? 0,
    trunks: trunks?.get(id) ?? 0,
    numbers: numbers?.get(id) ?? 0,
  });
}
