// Records what was sent to or received from a carrier or customer.
import { InvalidInput } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";
import { type Exchange, RecordExchange } from "@/lib/schemas/exchange";
import type { Context } from "../context";
import { namedOwner, type Owner, requireOwner } from "../owner-rules";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";
import { requireNamed } from "../require-row";

/** Whoever records it signs for it. It is never changed: what was wrong is put right by another entry. */
export async function recordExchange(ctx: Context, raw: unknown): Promise<Exchange> {
  requirePermission(ctx.actor, "exchange.write");
  const person = requirePerson(ctx.actor, "exchange.write");
  const { carrierId, customerId, contactId, happenedAt, ...input } = parseInput(
    RecordExchange,
    raw,
  );
  const owner = namedOwner({ carrierId, customerId });
  const now = ctx.now();
  if (happenedAt !== undefined && happenedAt.getTime() > now.getTime()) {
    throw new InvalidInput([{ path: "happenedAt", message: "must not be in the future (UTC)" }]);
  }
  return ctx.transaction(async (tx) => {
    await requireOwner(tx, owner);
    if (contactId !== undefined) await requireContactOf(tx, owner, contactId);
    const exchange = await tx.exchanges.insert({
      ...input,
      ...owner,
      id: ctx.newId(),
      contactId: contactId ?? null,
      happenedAt: happenedAt ?? now,
      staffId: person.id,
      staffName: person.name,
      createdAt: now,
    });
    await tx.audit.insert(ctx.event("exchange.record", "exchange_log", null, exchange));
    return exchange;
  });
}

/** A contact out of use may be named: it was written to before. */
async function requireContactOf(tx: Store, owner: Owner, contactId: string): Promise<void> {
  const contact = requireNamed("contact", "contactId", await tx.contacts.get(contactId));
  if (contact.carrierId === owner.carrierId && contact.customerId === owner.customerId) return;
  const whose = owner.carrierId === null ? "customer" : "carrier";
  throw new InvalidInput([{ path: "contactId", message: `must be a contact of this ${whose}` }]);
}
