// Records a carrier's word on a hand-off sheet: whose, when, and whether it allows the FQDN and every egress address.
import { GateClosed, InvalidInput } from "@/lib/core/errors";
import { AcknowledgeHandOff, type HandOffAcknowledgement } from "@/lib/schemas/hand-off";
import type { Context } from "../context";
import { logExchange } from "../log-exchange";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";
import { requirePossibleTime } from "../possible-time";
import { requireNamed } from "../require-row";

/** The latest acknowledgement of a carrier is its word; one without the allowance takes an earlier one back. */
export async function acknowledgeHandOff(
  ctx: Context,
  raw: unknown,
): Promise<HandOffAcknowledgement> {
  requirePermission(ctx.actor, "hand-off.write");
  const person = requirePerson(ctx.actor, "hand-off.write");
  const { channel, ...input } = parseInput(AcknowledgeHandOff, raw);
  if (input.allowsFqdnAndEgress && input.note.length < 3) {
    const message = "must quote the carrier's word, or say where it is kept";
    throw new InvalidInput([{ path: "note", message }]);
  }
  return ctx.transaction(async (tx) => {
    const version = requireNamed(
      "hand-off sheet",
      "handOffVersionId",
      await tx.handOffs.get(input.handOffVersionId),
    );
    if (version.sentAt === null) {
      throw new GateClosed("acknowledgement of a draft", [], "This sheet has not been sent.");
    }
    const contact = requireNamed("contact", "contactId", await tx.contacts.get(input.contactId));
    if (contact.carrierId !== version.carrierId) {
      throw new InvalidInput([{ path: "contactId", message: "must be a contact of this carrier" }]);
    }
    const acknowledgedAt = input.acknowledgedAt ?? ctx.now();
    requirePossibleTime("acknowledgedAt", acknowledgedAt, {
      ...{ since: version.sentAt, now: ctx.now() },
      tooEarly: "is before the sheet was sent",
    });
    const acknowledgement = await tx.handOffs.insertAcknowledgement({
      ...input,
      id: ctx.newId(),
      acknowledgedAt,
      recordedById: person.id,
    });
    const { carrierId } = version;
    await tx.audit.insert(
      ctx.event("hand-off.acknowledge", "hand_off_acknowledgement", null, {
        ...acknowledgement,
        carrierId,
      }),
    );
    if (input.allowsFqdnAndEgress) {
      // What it was told before the sheet was made stands on the sheet.
      const answer = { acknowledgedAt, acknowledgedById: contact.id, allows: true };
      const note = `With the hand-off sheet, version ${version.number}.`;
      for (const notice of await tx.notices.findWaitingBefore(carrierId, version.createdAt)) {
        const recorded = { recordedById: person.id, recordedByName: person.name };
        const after = await tx.notices.update(notice, { ...answer, ...recorded, note });
        await tx.audit.insert(ctx.event("notice.acknowledge", "carrier_notice", notice, after));
      }
    }
    const word = input.allowsFqdnAndEgress
      ? "The FQDN and every egress address are allowed."
      : "No word that the FQDN and every egress address are allowed.";
    await logExchange(ctx, tx, person, {
      carrierId,
      contactId: contact.id,
      direction: "received",
      channel,
      subject: `Hand-off sheet, version ${version.number}, acknowledged`,
      body: [word, input.note].filter((text) => text !== "").join("\n"),
      happenedAt: acknowledgedAt,
    });
    return acknowledgement;
  });
}
