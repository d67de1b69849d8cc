// Deletes what no page shows any more of targets' health, and old commands to agents.
import type { Context } from "../context";
import { requirePermission } from "../permit";

const HOUR_MS = 60 * 60 * 1000;
/** Pages show a day; the hour that it begins in is kept whole. */
const DAY_MS = 26 * HOUR_MS;
/** Of agents and targets that are gone, and of commands. */
const WEEK_MS = 7 * 24 * HOUR_MS;

/** Gives how many rows were deleted. */
export async function cleanUpTargetHealth(ctx: Context): Promise<{ changed: number }> {
  requirePermission(ctx.actor, "target-health.clean-up");
  const now = ctx.now().getTime();
  const day = new Date(now - DAY_MS);
  const week = new Date(now - WEEK_MS);
  return ctx.transaction(async (tx) => ({
    changed: await tx.targetHealth.deleteBefore({ day, week }),
  }));
}
