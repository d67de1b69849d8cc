// Looks for the calls of all waiting announcements, and gives up those whose time is over.
import type { Context } from "../context";
import { finishTestCall } from "../finish-test-call";
import { requirePermission } from "../permit";

/** Gives how many were finished. One that cannot be finished holds up no other; it is logged, and thrown at the end. */
export async function finishTestCalls(ctx: Context): Promise<{ changed: number }> {
  requirePermission(ctx.actor, "test-call.finish");
  let changed = 0;
  const failures: unknown[] = [];
  for (const test of await ctx.read.testCalls.findWaiting()) {
    try {
      if ((await finishTestCall(ctx, test.id)) !== null) changed += 1;
    } catch (error) {
      ctx.log.error({ err: error, testCallId: test.id }, "a test call could not be finished");
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, "test calls could not be finished");
  return { changed };
}
