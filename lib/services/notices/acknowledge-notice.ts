// Records a carrier's answer to a notice: whose, when, and whether its own access list follows the change.
import { Conflict, GateClosed, InvalidInput } from "@/lib/core/errors";
import { AcknowledgeNotice, type NamedNotice } from "@/lib/schemas/carrier-notice";
import type { Context } from "../context";
import { logExchange } from "../log-exchange";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";
import { requirePossibleTime } from "../possible-time";
import { requireNamed, requireVersion } from "../require-row";

/**
 * A notice that was only received may be acknowledged again, once it is done. Throws `GateClosed` where a later notice
 * has taken its place, `Conflict` where it is done already.
 */
export async function acknowledgeNotice(ctx: Context, raw: unknown): Promise<NamedNotice> {
  requirePermission(ctx.actor, "notice.write");
  const person = requirePerson(ctx.actor, "notice.write");
  const { id, version, contactId, channel, ...input } = parseInput(AcknowledgeNotice, raw);
  if (input.allows && input.note.length < 3) {
    const message = "must quote the carrier's word, or say where it is kept";
    throw new InvalidInput([{ path: "note", message }]);
  }
  return ctx.transaction(async (tx) => {
    const before = requireVersion("notice", id, await tx.notices.get(id), version);
    if (before.overtakenAt !== null) {
      const message = "A later notice on the same thing has taken the place of this one.";
      throw new GateClosed("answer to a notice", [], message);
    }
    if (before.allows) throw new Conflict("the carrier's answer is recorded already");
    const contact = requireNamed("contact", "contactId", await tx.contacts.get(contactId));
    if (contact.carrierId !== before.carrierId) {
      throw new InvalidInput([{ path: "contactId", message: "must be a contact of this carrier" }]);
    }
    const acknowledgedAt = input.acknowledgedAt ?? ctx.now();
    requirePossibleTime("acknowledgedAt", acknowledgedAt, {
      ...{ since: before.createdAt, now: ctx.now() },
      tooEarly: "is before the carrier was told",
    });
    const after = await tx.notices.update(before, {
      ...{ acknowledgedAt, acknowledgedById: contactId, allows: input.allows, note: input.note },
      ...{ recordedById: person.id, recordedByName: person.name },
    });
    await tx.audit.insert(ctx.event("notice.acknowledge", "carrier_notice", before, after));
    const word = input.allows ? "Done on the carrier's side." : "Received; not done yet.";
    await logExchange(ctx, tx, person, {
      ...{ carrierId: before.carrierId, contactId, direction: "received", channel },
      subject: `Notice on ${before.subject} acknowledged`,
      body: [word, input.note].filter((text) => text !== "").join("\n"),
      happenedAt: acknowledgedAt,
    });
    return after;
  });
}
