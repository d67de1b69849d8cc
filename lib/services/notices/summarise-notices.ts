// Counts the notices that wait for carriers, in all and by what they are about.
import type { NoticeSummary } from "@/lib/schemas/carrier-notice";
import type { Context } from "../context";
import { requirePermission } from "../permit";

export async function summariseNotices(ctx: Context): Promise<NoticeSummary> {
  requirePermission(ctx.actor, "carrier.read");
  const now = ctx.now();
  const { notices } = ctx.read;
  const [toldCarriers, open, overdue, waiting] = await Promise.all([
    notices.countTold(),
    notices.countIn("open", now),
    notices.countIn("overdue", now),
    notices.countWaiting(),
  ]);
  return { toldCarriers, open, overdue, waiting };
}
