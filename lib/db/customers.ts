// Customers in the database.
import type { Contact } from "@/lib/schemas/contact";
import type { Customer } from "@/lib/schemas/customer";
import type { Page } from "@/lib/schemas/fields";
import type { Prisma } from "./generated/client";
import { holding, type PageQuery, pageArgs, toPage } from "./paging";
import type { Connection } from "./store";

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
      query: PageQuery & { search?: string | undefined },
    ): Promise<Page<CustomerSummary>> {
      const rows = await db.customer.findMany({
        where: query.search
          ? {
              OR: [{ name: holding(query.search) }, { accountReference: holding(query.search) }],
            }
          : {},
        orderBy: { name: "asc" },
        include: {
          _count: {
            select: {
              trunks: { where: { state: { not: "closed" } } },
              numbers: { where: { active: true } },
            },
          },
        },
        ...pageArgs(query),
      });
      const summaries = rows.map(({ _count, ...customer }) => ({ ...customer, counts: _count }));
      return toPage(summaries, query, (row) => row.id);
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
