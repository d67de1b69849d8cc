// Deletes caught messages that nobody will look for any more.
import type { Context } from "../context";
import { requirePermission } from "../permit";

const KEEP_MS = 30 * 24 * 60 * 60 * 1000;

/** Gives how many were deleted. */
export async function cleanUpCaughtMail(ctx: Context): Promise<{ changed: number }> {
  requirePermission(ctx.actor, "mail.catch");
  const before = new Date(ctx.now().getTime() - KEEP_MS);
  return ctx.transaction(async (tx) => ({ changed: await tx.mail.deleteCaughtBefore(before) }));
}
