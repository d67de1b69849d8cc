// Ends a SIP credential at once.
import { RevokeCredential, type SipCredential } from "@/lib/schemas/sip-credential";
import type { Context } from "../context";
import { endCredential } from "../end-credential";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";

/**
 * Revoking twice changes nothing. The last one may go as well: a carrier that must answer a challenge and has no
 * credential gets no call in, as the agents hold it.
 */
export async function revokeCredential(ctx: Context, raw: unknown): Promise<SipCredential> {
  requirePermission(ctx.actor, "credential.write");
  const { id, version, reason } = parseInput(RevokeCredential, raw);
  return ctx.transaction(async (tx) => {
    const before = requireVersion("credential", id, await tx.credentials.get(id), version);
    if (before.state === "revoked") return before;
    return endCredential(ctx, tx, before, "credential.revoke", reason);
  });
}
