// Deletes sessions that ended a while ago; the audit trail keeps who signed in when.
import type { Context } from "../context";
import { requirePermission } from "../permit";

const KEEP_MS = 30 * 24 * 60 * 60 * 1000;

/** Gives how many were deleted. */
export async function cleanUpSessions(ctx: Context): Promise<{ changed: number }> {
  requirePermission(ctx.actor, "session.clean-up");
  const before = new Date(ctx.now().getTime() - KEEP_MS);
  return ctx.transaction(async (tx) => ({ changed: await tx.staff.deleteEndedSessions(before) }));
}
