// Changes a contact, or brings a deactivated one back.
import { given } from "@/lib/db/paging";
import { type Contact, UpdateContact } from "@/lib/schemas/contact";
import { requireReachable } from "../contact-rules";
import type { Context } from "../context";
import { ownerPermission } from "../owner-rules";
import { parseInput } from "../parse-input";
import { requireAnyPermission, requirePermission } from "../permit";
import { requireVersion } from "../require-row";

/** Whose contact it is never changes. */
export async function updateContact(ctx: Context, raw: unknown): Promise<Contact> {
  requireAnyPermission(ctx.actor, ["carrier.write", "customer.write"]);
  const { id, version, ...input } = parseInput(UpdateContact, raw);
  return ctx.transaction(async (tx) => {
    const before = requireVersion("contact", id, await tx.contacts.get(id), version);
    requirePermission(ctx.actor, ownerPermission(before));
    const changes = given(input);
    requireReachable({ ...before, ...changes });
    const after = await tx.contacts.update(before, changes);
    await tx.audit.insert(ctx.event("contact.update", "contact", before, after));
    return after;
  });
}
