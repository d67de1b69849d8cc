// Revokes credentials whose overlap with their successor has ended; the agents compare the date themselves.
import type { Context } from "../context";
import { endCredential } from "../end-credential";
import { inBatches } from "../in-batches";
import { requirePermission } from "../permit";

/** Gives how many were revoked. */
export async function retireCredentials(ctx: Context): Promise<{ changed: number }> {
  requirePermission(ctx.actor, "credential.retire");
  return inBatches(ctx, async (tx, limit) => {
    const credentials = await tx.credentials.findRetired(ctx.now(), limit);
    for (const before of credentials) await endCredential(ctx, tx, before, "credential.retire");
    return credentials.length;
  });
}
