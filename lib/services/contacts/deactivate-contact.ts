// Takes a contact out of use; what it answered and received stays under its name.
import type { Contact } from "@/lib/schemas/contact";
import { ByVersion } from "@/lib/schemas/fields";
import type { Context } from "../context";
import { ownerPermission } from "../owner-rules";
import { parseInput } from "../parse-input";
import { requireAnyPermission, requirePermission } from "../permit";
import { requireVersion } from "../require-row";

/** Deactivating twice changes nothing. */
export async function deactivateContact(ctx: Context, raw: unknown): Promise<Contact> {
  requireAnyPermission(ctx.actor, ["carrier.write", "customer.write"]);
  const { id, version } = parseInput(ByVersion, raw);
  return ctx.transaction(async (tx) => {
    const before = requireVersion("contact", id, await tx.contacts.get(id), version);
    requirePermission(ctx.actor, ownerPermission(before));
    if (!before.active) return before;
    const after = await tx.contacts.update(before, { active: false });
    await tx.audit.insert(ctx.event("contact.deactivate", "contact", before, after));
    return after;
  });
}
