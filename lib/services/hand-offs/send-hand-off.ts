// Freezes the hand-off sheet of a carrier under a new version number and sets its way to the carrier in motion.
import { GateClosed } from "@/lib/core/errors";
import { type HandOffVersion, SendHandOff } from "@/lib/schemas/hand-off";
import { requireMailable } from "../contact-rules";
import type { Context } from "../context";
import { fillHandOffSheet } from "../fill-hand-off-sheet";
import { missingForHandOff } from "../hand-off-conditions";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";
import { requireNamed } from "../require-row";

/**
 * The PDF is drawn by the job worker, which then mails it to the address of now, and logs it. Throws `GateClosed` (`quote-not-accepted`
 * among others) where nothing may be handed over yet.
 */
export async function sendHandOff(ctx: Context, raw: unknown): Promise<HandOffVersion> {
  requirePermission(ctx.actor, "hand-off.write");
  const person = requirePerson(ctx.actor, "hand-off.write");
  const input = parseInput(SendHandOff, raw);
  return ctx.transaction(async (tx) => {
    const { carrierId } = input;
    const carrier = requireNamed("carrier", "carrierId", await tx.carriers.get(carrierId));
    if (carrier.state === "closed") {
      throw new GateClosed("hand-off to a closed carrier", [], "This carrier is closed.");
    }
    const contact = await requireMailable(tx, carrierId, input.contactId);
    const sheet = await fillHandOffSheet(tx, carrier, ctx.now());
    const missing = await missingForHandOff(tx, carrierId, sheet);
    if (missing.length > 0 || sheet === null) throw new GateClosed("hand-off", missing);
    const number = (await tx.handOffs.getLastNumber(carrierId)) + 1;
    const version = await tx.handOffs.insert({
      id: ctx.newId(),
      carrierId,
      number,
      content: sheet,
      createdById: person.id,
      createdByName: person.name,
      createdAt: ctx.now(),
      sentAt: ctx.now(),
      sentToId: contact.id,
      sentToAddress: contact.email,
      note: input.note,
    });
    await tx.audit.insert(ctx.event("hand-off.send", "hand_off_version", null, version));
    const key = `render-hand-off:${version.id}`;
    await tx.jobs.add("render-hand-off", { handOffVersionId: version.id }, key);
    return version;
  });
}
