// Phone numbers in the database.
import type { Page } from "@/lib/schemas/fields";
import type { PhoneNumber } from "@/lib/schemas/phone-number";
import type { Prisma } from "./generated/client";
import { inChunks } from "./in-chunks";
import { given, holding } from "./paging";
import { findSorted, type SortedArgs, type SortedQuery, type SortPlan } from "./sorting";
import type { Connection } from "./store";

export interface NumberFilter extends SortedQuery {
  readonly search?: string | undefined;
  readonly kind?: PhoneNumber["kind"] | undefined;
  readonly carrierId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly trunkId?: string | undefined;
  readonly active?: boolean | undefined;
}

const PLAN: SortPlan = {
  initial: { by: "number", descending: false },
  columns: {
    number: { path: "e164", kind: "text" },
    label: { path: "label", kind: "text" },
    created: { path: "id", kind: "text" },
  },
};

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

type RowWithNames = PhoneNumber & {
  carrier: { name: string } | null;
  customer: { name: string };
  trunk: { name: string } | null;
};

function named({ carrier, customer, trunk, ...number }: RowWithNames): NamedNumber {
  return {
    ...number,
    carrierName: carrier?.name ?? null,
    customerName: customer.name,
    trunkName: trunk?.name ?? null,
  };
}

/** What a number is stored with, beside its digits. */
export interface NumberRow {
  readonly id: string;
  readonly kind: PhoneNumber["kind"];
  readonly carrierId: string | null;
  readonly customerId: string;
  readonly trunkId: string | null;
  readonly label: string;
}

export function numberStore(db: Connection) {
  return {
    get: (id: string): Promise<PhoneNumber | null> => db.phoneNumber.findUnique({ where: { id } }),
    getByE164: (e164: string): Promise<PhoneNumber | null> =>
      db.phoneNumber.findUnique({ where: { e164 } }),

    async findPage(query: NumberFilter): Promise<Page<NamedNumber>> {
      const { search, cursor, limit, sort, count, ...filter } = query;
      const page = await findSorted({
        plan: PLAN,
        query,
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
        find: (
          args: SortedArgs<
            Prisma.PhoneNumberWhereInput,
            Prisma.PhoneNumberOrderByWithRelationInput
          >,
        ) => db.phoneNumber.findMany({ ...args, include: withNames }),
        count: (args) => db.phoneNumber.count(args),
      });
      return { ...page, items: page.items.map(named) };
    },

    /** Those of these numbers that are stored. */
    async findByE164s(e164s: readonly string[]): Promise<NamedNumber[]> {
      const numbers = await inChunks(e164s, (some) =>
        db.phoneNumber.findMany({ where: { e164: { in: some } } }),
      );
      // No `include`: inside a transaction Prisma would ask for several names at once on one connection.
      const [trunks, carriers, customers] = [
        await findNames(db.trunk, numbers, (number) => number.trunkId),
        await findNames(db.carrier, numbers, (number) => number.carrierId),
        await findNames(db.customer, numbers, (number) => number.customerId),
      ];
      return numbers.map((number) => ({
        ...number,
        carrierName: number.carrierId === null ? null : (carriers.get(number.carrierId) ?? null),
        customerName: customers.get(number.customerId) ?? "",
        trunkName: number.trunkId === null ? null : (trunks.get(number.trunkId) ?? null),
      }));
    },

    /** Those of these numbers that were put to a carrier at any time. */
    findEverVerified: async (ids: readonly string[]): Promise<string[]> => {
      const items = await inChunks(ids, (some) =>
        db.verificationItem.findMany({
          where: { numberId: { in: some } },
          select: { numberId: true },
          distinct: ["numberId"],
        }),
      );
      return items.map((item) => item.numberId);
    },

    findByIds: (ids: readonly string[]): Promise<PhoneNumber[]> =>
      db.phoneNumber.findMany({ where: { id: { in: [...ids] } } }),

    findActiveOfTrunk: (trunkId: string): Promise<PhoneNumber[]> =>
      db.phoneNumber.findMany({ where: { trunkId, active: true }, orderBy: { e164: "asc" } }),

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

    /** Inserts all in one statement, and so as one change of the configuration. */
    async insertMany(rows: readonly (NumberRow & { readonly e164: string })[]): Promise<void> {
      if (rows.length === 0) return;
      await db.$executeRaw`
        INSERT INTO phone_number (id, e164, kind, carrier_id, customer_id, trunk_id, label, updated_at)
        SELECT id, e164, kind::number_kind, carrier_id, customer_id, trunk_id, label, now()
        FROM jsonb_to_recordset(${JSON.stringify(rows.map(columns))}::jsonb)
          AS r(id uuid, e164 text, kind text, carrier_id uuid, customer_id uuid, trunk_id uuid, label text)`;
    },

    /** Takes removed numbers into use again, all in one statement. */
    async reviveMany(rows: readonly NumberRow[]): Promise<void> {
      if (rows.length === 0) return;
      await db.$executeRaw`
        UPDATE phone_number n
        SET kind = r.kind::number_kind, carrier_id = r.carrier_id, customer_id = r.customer_id,
          trunk_id = r.trunk_id, label = r.label, active = true, version = n.version + 1, updated_at = now()
        FROM jsonb_to_recordset(${JSON.stringify(rows.map(columns))}::jsonb)
          AS r(id uuid, kind text, carrier_id uuid, customer_id uuid, trunk_id uuid, label text)
        WHERE n.id = r.id`;
    },

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

/** A row by the names of its columns. */
function columns({ carrierId, customerId, trunkId, ...row }: NumberRow) {
  return { ...row, carrier_id: carrierId, customer_id: customerId, trunk_id: trunkId };
}

interface NamedRows {
  findMany(query: {
    where: { id: { in: string[] } };
    select: { id: true; name: true };
  }): PromiseLike<{ id: string; name: string }[]>;
}

/** Names by id of what the numbers belong to. */
async function findNames(
  rows: NamedRows,
  numbers: readonly PhoneNumber[],
  idOf: (number: PhoneNumber) => string | null,
): Promise<Map<string, string>> {
  const ids = [...new Set(numbers.flatMap((number) => idOf(number) ?? []))];
  const named = await inChunks(ids, async (some) =>
    rows.findMany({ where: { id: { in: some } }, select: { id: true, name: true } }),
  );
  return new Map(named.map(({ id, name }) => [id, name]));
}
