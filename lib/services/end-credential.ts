// Takes a SIP credential out of use for good.
import type { Store } from "@/lib/db/store";
import type { SipCredential } from "@/lib/schemas/sip-credential";
import type { Context } from "./context";

/**
 * Revokes a credential that is in use: by the clock ("credential.retire") or by somebody's deed ("credential.revoke").
 * Runs inside the caller's transaction, which has asked for permission.
 */
export async function endCredential(
  ctx: Context,
  tx: Store,
  before: SipCredential,
  action: "credential.retire" | "credential.revoke",
  reason?: string,
): Promise<SipCredential> {
  const after = await tx.credentials.update(before, { state: "revoked", revokedAt: ctx.now() });
  await tx.audit.insert(ctx.event(action, "sip_credential", before, after, reason));
  return after;
}

/** Whether a credential's overlap with its successor has ended; the agents compare the same date. */
export function hasRetired(credential: SipCredential, now: Date): boolean {
  return (
    credential.state === "retiring" &&
    credential.retiresAt !== null &&
    credential.retiresAt.getTime() <= now.getTime()
  );
}
