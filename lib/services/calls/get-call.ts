// Shows one call record.
import type { CallRecord } from "@/lib/schemas/call";
import { ById } from "@/lib/schemas/fields";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";

export async function getCall(ctx: Context, raw: unknown): Promise<CallRecord> {
  requirePermission(ctx.actor, "call.read");
  const { id } = parseInput(ById, raw);
  return requireRow("call", id, await ctx.read.calls.get(id));
}
