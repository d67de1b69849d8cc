// Puts mail that waits without a job back into the queue: its last attempt died before it could say what came of it.
import type { Context } from "../context";
import { inBatches } from "../in-batches";
import { requirePermission } from "../permit";

/** Younger mail has a job that is about to run. */
const WAITING_MS = 10 * 60 * 1000;

/** Gives how many were queued. Nothing of a message changes, so the audit trail has nothing to tell. */
export async function queueStrandedMail(ctx: Context): Promise<{ changed: number }> {
  requirePermission(ctx.actor, "mail.deliver");
  const before = new Date(ctx.now().getTime() - WAITING_MS);
  return inBatches(ctx, async (tx, limit) => {
    const stranded = await tx.mail.findStranded(before, limit);
    for (const mailId of stranded) {
      await tx.jobs.add("deliver-mail", { mailId }, `deliver-mail:${mailId}`);
    }
    return stranded.length;
  });
}
