// Notes to whom a SIP credential's password was given, by which channel and when; the password itself stands nowhere.
import { GateClosed } from "@/lib/core/errors";
import { NoteCredentialHandOver, type SipCredential } from "@/lib/schemas/sip-credential";
import type { Context } from "../context";
import { logExchange } from "../log-exchange";
import { parseInput } from "../parse-input";
import { requirePermission, requirePerson } from "../permit";
import { requirePossibleTime } from "../possible-time";
import { requireVersion } from "../require-row";

export async function noteCredentialHandOver(ctx: Context, raw: unknown): Promise<SipCredential> {
  requirePermission(ctx.actor, "credential.write");
  const person = requirePerson(ctx.actor, "credential.write");
  const { id, version, ...handOver } = parseInput(NoteCredentialHandOver, raw);
  return ctx.transaction(async (tx) => {
    const before = requireVersion("credential", id, await tx.credentials.get(id), version);
    if (before.state === "revoked") {
      throw new GateClosed("hand-over of a credential", [], "This credential was revoked.");
    }
    const now = ctx.now();
    const handedOverAt = handOver.handedOverAt ?? now;
    requirePossibleTime("handedOverAt", handedOverAt, {
      ...{ since: before.createdAt, now },
      tooEarly: "is before the credential was issued",
    });
    const after = await tx.credentials.update(before, { ...handOver, handedOverAt });
    await tx.audit.insert(ctx.event("credential.hand-over", "sip_credential", before, after));
    await logExchange(ctx, tx, person, {
      carrierId: after.carrierId,
      contactId: null,
      direction: "sent",
      channel: "other",
      subject: `Password of SIP username ${after.username}`,
      body: `Handed over to ${handOver.handedOverTo}, by ${handOver.handedOverVia}.`,
      happenedAt: handedOverAt,
    });
    return after;
  });
}
