// Takes back the announcement of a test call that is not made.
import { ByVersion } from "@/lib/schemas/fields";
import type { TestCall } from "@/lib/schemas/test-call";
import type { Context } from "../context";
import { cancel, requireWaiting } from "../finish-test-call";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";

export async function cancelTestCall(ctx: Context, raw: unknown): Promise<TestCall> {
  requirePermission(ctx.actor, "test-call.run");
  const { id, version } = parseInput(ByVersion, raw);
  return ctx.transaction(async (tx) => {
    const before = requireVersion("test call", id, await tx.testCalls.get(id), version);
    requireWaiting(before);
    return cancel(ctx, tx, before);
  });
}
