// Mails every notice that was not mailed yet; those of carriers without a contact wait until there is one.
import type { Context } from "../context";
import { requirePermission } from "../permit";
import { mailInBatches } from "../remind-in-batches";

/** Gives how many were mailed. */
export async function mailNotices(ctx: Context): Promise<{ changed: number }> {
  requirePermission(ctx.actor, "notice.mail");
  const { mailed } = await mailInBatches(ctx, (tx, after, limit) =>
    tx.notices.findUnsent(after, limit),
  );
  return { changed: mailed };
}
