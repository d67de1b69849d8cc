// Carriers in the database, with their requirement checks and contacts.
import type { Carrier, RequirementCheck } from "@/lib/schemas/carrier";
import type { Contact } from "@/lib/schemas/contact";
import type { Page } from "@/lib/schemas/fields";
import type { Prisma } from "./generated/client";
import { given, holding, type PageQuery, pageArgs, toPage } from "./paging";
import type { Connection } from "./store";

export interface CarrierFilter extends PageQuery {
  readonly search?: string | undefined;
  readonly state?: Carrier["state"] | undefined;
}

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
      const rows = await db.carrier.findMany({
        where: {
          ...given({ state: query.state }),
          ...(query.search ? { name: holding(query.search) } : {}),
        },
        orderBy: { name: "asc" },
        include: {
          _count: {
            select: {
              aclEntries: { where: { active: true } },
              gateways: { where: { removedAt: null } },
              trunks: { where: { state: { not: "closed" } } },
              numbers: { where: { active: true } },
            },
          },
        },
        ...pageArgs(query),
      });
      const summaries = rows.map(({ _count, ...carrier }) => ({ ...carrier, counts: _count }));
      return toPage(summaries, query, (row) => row.id);
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
