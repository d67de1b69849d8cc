// Looks whether an announced test call has come, and finishes it if so.
import { ById } from "@/lib/schemas/fields";
import type { TestCall } from "@/lib/schemas/test-call";
import type { Context } from "../context";
import { finishTestCall } from "../finish-test-call";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";

/** Gives the test call as it stands after the look, also where nothing came yet. Asked again, it changes nothing. */
export async function matchTestCall(ctx: Context, raw: unknown): Promise<TestCall> {
  requirePermission(ctx.actor, "test-call.run");
  const { id } = parseInput(ById, raw);
  const finished = await finishTestCall(ctx, id);
  return finished ?? requireRow("test call", id, await ctx.read.testCalls.get(id));
}
