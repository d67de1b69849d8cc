// Contacts in the database, of carriers and of customers.
import type { Contact } from "@/lib/schemas/contact";
import type { Page } from "@/lib/schemas/fields";
import type { Prisma } from "./generated/client";
import { given, type PageQuery, pageArgs, toPage } from "./paging";
import type { Connection } from "./store";

export interface ContactFilter extends PageQuery {
  readonly carrierId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly active?: boolean | undefined;
}

export function contactStore(db: Connection) {
  return {
    get: (id: string): Promise<Contact | null> => db.contact.findUnique({ where: { id } }),

    async findPage(query: ContactFilter): Promise<Page<Contact>> {
      const { carrierId, customerId, active } = query;
      const rows = await db.contact.findMany({
        where: given({ carrierId, customerId, active }),
        orderBy: [{ name: "asc" }, { id: "asc" }],
        ...pageArgs(query),
      });
      return toPage(rows, query, (row) => row.id);
    },

    insert: (row: Prisma.ContactUncheckedCreateInput): Promise<Contact> =>
      db.contact.create({ data: row }),

    update: (contact: Contact, changes: Prisma.ContactUncheckedUpdateInput): Promise<Contact> =>
      db.contact.update({
        where: { id: contact.id, version: contact.version },
        data: { ...changes, version: { increment: 1 } },
      }),
  };
}
