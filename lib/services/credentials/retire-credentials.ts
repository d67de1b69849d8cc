// Revokes credentials whose overlap with their successor has ended, as the agents do themselves; lets go of old counts.
import type { Context } from "../context";
import { endCredential } from "../end-credential";
import { inBatches } from "../in-batches";
import { requirePermission } from "../permit";

/** How long calls by the hour are kept: a day is asked for. */
const HOURS_KEPT_MS = 7 * 86_400_000;

/** Gives how many were revoked. */
export async function retireCredentials(ctx: Context): Promise<{ changed: number }> {
  requirePermission(ctx.actor, "credential.retire");
  await ctx.note(async (store) => {
    const { deleteHoursBefore } = store.credentials;
    await deleteHoursBefore(new Date(ctx.now().getTime() - HOURS_KEPT_MS));
  });
  return inBatches(ctx, async (tx, limit) => {
    const credentials = await tx.credentials.findRetired(ctx.now(), limit);
    for (const before of credentials) await endCredential(ctx, tx, before, "credential.retire");
    return credentials.length;
  });
}
