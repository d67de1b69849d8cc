// Customers in the database.
import type { Contact } from "@/lib/schemas/contact";
import type { Customer } from "@/lib/schemas/customer";
import type { Page } from "@/lib/schemas/fields";
import type { Prisma } from "./generated/client";
import { holding } from "./paging";
import { findSorted, type SortedArgs, type SortedQuery, type SortPlan } from "./sorting";
import type { Connection } from "./store";

const PLAN: SortPlan = {
  initial: { by: "name", descending: false },
  columns: {
    name: { path: "name", kind: "text" },
    reference: { path: "accountReference", kind: "text", nullable: true },
    country: { path: "country", kind: "text" },
    created: { path: "id", kind: "text" },
  },
};

/** A customer in a list, with how much of each it has. */
export interface CustomerSummary extends Customer {
  readonly counts: { trunks: number; numbers: number };
}

export function customerStore(db: Connection) {
  return {
    get: (id: string): Promise<Customer | null> => db.customer.findUnique({ where: { id } }),
    getByName: (name: string): Promise<Customer | null> =>
      db.customer.findUnique({ where: { name } }),
    getByAccountReference: (accountReference: string): Promise<Customer | null> =>
      db.customer.findUnique({ where: { accountReference } }),

    /** Customers that one of the words names: by id, by account reference, or by name in whatever case. */
    async findByWords(words: readonly string[]): Promise<Customer[]> {
      const lower = words.map((word) => word.toLowerCase());
      const ids = await db.$queryRaw<{ id: string }[]>`
        SELECT id FROM customer
        WHERE id::text = ANY (${lower}) OR account_reference = ANY (${[...words]})
          OR name = ANY (${[...words]}::citext[])`;
      return db.customer.findMany({
        where: { id: { in: ids.map(({ id }) => id) } },
        orderBy: { id: "asc" },
      });
    },

    async findPage(
      query: SortedQuery & { search?: string | undefined },
    ): Promise<Page<CustomerSummary>> {
      const page = await findSorted({
        plan: PLAN,
        query,
        where: query.search
          ? {
              OR: [{ name: holding(query.search) }, { accountReference: holding(query.search) }],
            }
          : {},
        find: (
          args: SortedArgs<Prisma.CustomerWhereInput, Prisma.CustomerOrderByWithRelationInput>,
        ) => db.customer.findMany(args),
        count: (args) => db.customer.count(args),
      });
      const countsOf = await countParts(
        db,
        page.items.map((row) => row.id),
      );
      const items = page.items.map((row) => ({ ...row, counts: countsOf(row.id) }));
      return { ...page, items };
    },

    insert: (row: Prisma.CustomerUncheckedCreateInput): Promise<Customer> =>
      db.customer.create({ data: row }),

    update: (customer: Customer, changes: Prisma.CustomerUncheckedUpdateInput): Promise<Customer> =>
      db.customer.update({
        where: { id: customer.id, version: customer.version },
        data: { ...changes, version: { increment: 1 } },
      }),

    findContacts: (customerId: string): Promise<Contact[]> =>
      db.contact.findMany({ where: { customerId }, orderBy: { name: "asc" } }),
  };
}

/** How much of each a few customers have: counted for them alone, whatever all the others have. */
async function countParts(
  db: Connection,
  ids: string[],
): Promise<(id: string) => CustomerSummary["counts"]> {
  const customerId = { in: ids };
  const by = { by: ["customerId" as const], _count: { _all: true as const } };
  const [trunks, numbers] = [
    await db.trunk.groupBy({ ...by, where: { customerId, state: { not: "closed" } } }),
    await db.phoneNumber.groupBy({ ...by, where: { customerId, active: true } }),
  ].map((rows) => new Map(rows.map((row) => [row.customerId, row._count._all])));
  return (id) => ({ trunks: trunks?.get(id) ?? 0, numbers: numbers?.get(id) ?? 0 });
}
