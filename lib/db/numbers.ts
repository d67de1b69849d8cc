// Phone numbers in the database.
import type { Page } from "@/lib/schemas/fields";
import type { PhoneNumber } from "@/lib/schemas/phone-number";
import type { Prisma } from "./generated/client";
import { given, holding, type PageQuery, pageArgs, toPage } from "./paging";
import type { Connection } from "./store";

export interface NumberFilter extends PageQuery {
  readonly search?: string | undefined;
  readonly kind?: PhoneNumber["kind"] | undefined;
  readonly carrierId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly trunkId?: string | undefined;
  readonly active?: boolean | undefined;
}

/** A number with the names of those it belongs to. */
export interface NamedNumber extends PhoneNumber {
  readonly carrierName: string | null;
  readonly customerName: string;
  readonly trunkName: string | null;
}

const withNames = {
  carrier: { select: { name: true } },
  customer: { select: { name: true } },
  trunk: { select: { name: true } },
} as const;

export function numberStore(db: Connection) {
  return {
    get: (id: string): Promise<PhoneNumber | null> => db.phoneNumber.findUnique({ where: { id } }),
    getByE164: (e164: string): Promise<PhoneNumber | null> =>
      db.phoneNumber.findUnique({ where: { e164 } }),

    async findPage(query: NumberFilter): Promise<Page<NamedNumber>> {
      const { search, cursor, limit, ...filter } = query;
      const rows = await db.phoneNumber.findMany({
        where: {
          ...given(filter),
          ...(search
            ? {
                OR: [
                  { e164: holding(search.replace(/[^\d+]/g, "") || search) },
                  { label: holding(search) },
                ],
              }
            : {}),
        },
        orderBy: { e164: "asc" },
        include: withNames,
        ...pageArgs({ cursor, limit }),
      });
      const named = rows.map(({ carrier, customer, trunk, ...number }) => ({
        ...number,
        carrierName: carrier?.name ?? null,
        customerName: customer.name,
        trunkName: trunk?.name ?? null,
      }));
      return toPage(named, query, (row) => row.id);
    },

    findByIds: (ids: readonly string[]): Promise<PhoneNumber[]> =>
      db.phoneNumber.findMany({ where: { id: { in: [...ids] } } }),

    findActiveOfTrunk: (trunkId: string): Promise<PhoneNumber[]> =>
      db.phoneNumber.findMany({ where: { trunkId, active: true }, orderBy: { e164: "asc" } }),

    countActiveOfTrunk: (trunkId: string): Promise<number> =>
      db.phoneNumber.count({ where: { trunkId, active: true } }),

    /** Deactivates all of a trunk's numbers in one statement; gives how many there were. */
    async deactivateOfTrunk(trunkId: string): Promise<number> {
      const { count } = await db.phoneNumber.updateMany({
        where: { trunkId, active: true },
        data: { active: false, version: { increment: 1 } },
      });
      return count;
    },

    countVerifications: (numberId: string): Promise<number> =>
      db.verificationItem.count({ where: { numberId } }),

    insert: (row: Prisma.PhoneNumberUncheckedCreateInput): Promise<PhoneNumber> =>
      db.phoneNumber.create({ data: row }),

    update: (
      number: PhoneNumber,
      changes: Prisma.PhoneNumberUncheckedUpdateInput,
    ): Promise<PhoneNumber> =>
      db.phoneNumber.update({
        where: { id: number.id, version: number.version },
        data: { ...changes, version: { increment: 1 } },
      }),
  };
}
