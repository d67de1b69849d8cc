// Makes a contact of a carrier or of a customer.
import type { Contact } from "@/lib/schemas/contact";
import { addContact } from "@/lib/services/contacts/add-contact";
import type { Context } from "@/lib/services/context";
import { nextNumber } from "./sequence";

/** `makeContact(ctx, { customerId })`, `makeContact(ctx, { carrierId, role: "noc" })`. */
export function makeContact(
  ctx: Context,
  owner: { carrierId: string } | { customerId: string },
  overrides: object = {},
): Promise<Contact> {
  const number = nextNumber();
  return addContact(ctx, {
    role: "commercial",
    name: `Contact ${number}`,
    email: `contact-${number}@example.com`,
    ...owner,
    ...overrides,
  });
}
