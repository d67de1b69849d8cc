// Marks verifications as expired whose validity has ended; the agents compare the date themselves, to the second.
import type { Context } from "../context";
import { inBatches } from "../in-batches";
import { requirePermission } from "../permit";

/** Gives how many were marked. */
export async function expireVerifications(ctx: Context): Promise<{ changed: number }> {
  requirePermission(ctx.actor, "verification.expire");
  return inBatches(ctx, async (tx, limit) => {
    const items = await tx.verifications.findExpired(ctx.now(), limit);
    for (const before of items) {
      const after = await tx.verifications.update(before, { state: "expired" });
      const customerId = (await tx.numbers.get(before.numberId))?.customerId ?? null;
      await tx.audit.insert(
        ctx.event(
          "verification.expire",
          "verification_item",
          { ...before, customerId },
          { ...after, customerId },
        ),
      );
    }
    return items.length;
  });
}
