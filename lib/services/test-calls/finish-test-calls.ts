// Looks for the calls of all waiting announcements, and gives up those whose time is over.
import type { Context } from "../context";
import { finishTestCall } from "../finish-test-call";
import { requirePermission } from "../permit";

/** Gives how many were finished. */
export async function finishTestCalls(ctx: Context): Promise<{ changed: number }> {
  requirePermission(ctx.actor, "test-call.finish");
  let changed = 0;
  for (const test of await ctx.read.testCalls.findWaiting()) {
    if ((await finishTestCall(ctx, test.id)) !== null) changed += 1;
  }
  return { changed };
}
