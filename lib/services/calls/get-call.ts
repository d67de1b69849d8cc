// Shows one call record, with the names of whose call it was.
import type { NamedCall } from "@/lib/schemas/call";
import { ById } from "@/lib/schemas/fields";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireRow } from "../require-row";

export async function getCall(ctx: Context, raw: unknown): Promise<NamedCall> {
  requirePermission(ctx.actor, "call.read");
  const { id } = parseInput(ById, raw);
  const call = requireRow("call", id, await ctx.read.calls.get(id));
  return { ...call, ...(await ctx.read.calls.findNames(call)) };
}
