// Contacts in the database, of carriers and of customers.
import type { Contact } from "@/lib/schemas/contact";
import type { Page } from "@/lib/schemas/fields";
import type { Prisma } from "./generated/client";
import { ContactRole } from "./generated/enums";
import { given } from "./paging";
import { findSorted, type SortedArgs, type SortedQuery, type SortPlan } from "./sorting";
import type { Connection } from "./store";

export interface ContactFilter extends SortedQuery {
  readonly carrierId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly active?: boolean | undefined;
}

const PLAN: SortPlan = {
  initial: { by: "name", descending: false },
  columns: {
    name: { path: "name", kind: "text" },
    role: { path: "role", kind: Object.values(ContactRole) },
    email: { path: "email", kind: "text", nullable: true },
  },
};

export function contactStore(db: Connection) {
  return {
    get: (id: string): Promise<Contact | null> => db.contact.findUnique({ where: { id } }),

    async findPage(query: ContactFilter): Promise<Page<Contact>> {
      const { carrierId, customerId, active } = query;
      return findSorted({
        plan: PLAN,
        query,
        where: given({ carrierId, customerId, active }),
        find: (
          args: SortedArgs<Prisma.ContactWhereInput, Prisma.ContactOrderByWithRelationInput>,
        ) => db.contact.findMany(args),
        count: (args) => db.contact.count(args),
      });
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
