// Deletes unknown sources that were not heard of for a while: the list is for carriers' forgotten addresses, not for scanners.
import type { Context } from "../context";
import { requirePermission } from "../permit";

const KEEP_MS = 30 * 24 * 60 * 60 * 1000;

/** Gives how many were deleted. */
export async function cleanUpUnknownSources(ctx: Context): Promise<{ changed: number }> {
  requirePermission(ctx.actor, "unknown-source.clean-up");
  const before = new Date(ctx.now().getTime() - KEEP_MS);
  return ctx.transaction(async (tx) => {
    await tx.observations.deleteSuspectedBefore(before);
    return { changed: await tx.calls.deleteUnknownSourcesBefore(before) };
  });
}
