// Adds a contact of a carrier or of a customer.
import { AddContact, type Contact } from "@/lib/schemas/contact";
import { requireReachable } from "../contact-rules";
import type { Context } from "../context";
import { namedOwner, ownerPermission, requireOwner } from "../owner-rules";
import { parseInput } from "../parse-input";
import { requireAnyPermission, requirePermission } from "../permit";

/** A carrier's contact needs the permission to write carriers, a customer's the one to write customers. */
export async function addContact(ctx: Context, raw: unknown): Promise<Contact> {
  requireAnyPermission(ctx.actor, ["carrier.write", "customer.write"]);
  const { carrierId, customerId, ...input } = parseInput(AddContact, raw);
  const owner = namedOwner({ carrierId, customerId });
  requirePermission(ctx.actor, ownerPermission(owner));
  requireReachable(input);
  return ctx.transaction(async (tx) => {
    await requireOwner(tx, owner);
    const contact = await tx.contacts.insert({ ...input, ...owner, id: ctx.newId() });
    await tx.audit.insert(ctx.event("contact.add", "contact", null, contact));
    return contact;
  });
}
