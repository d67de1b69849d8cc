// Marks sent quotes as expired whose validity has ended.
import type { Context } from "../context";
import { inBatches } from "../in-batches";
import { requirePermission } from "../permit";

/** Gives how many were marked. */
export async function expireQuotes(ctx: Context): Promise<{ changed: number }> {
  requirePermission(ctx.actor, "quote.expire");
  return inBatches(ctx, async (tx, limit) => {
    const revisions = await tx.quotes.findLapsed(ctx.now(), limit);
    for (const before of revisions) {
      const after = await tx.quotes.updateRevision(before, { state: "expired" });
      await tx.audit.insert(ctx.event("quote.expire", "quote_revision", before, after));
    }
    return revisions.length;
  });
}
