// Lists call records, newest first.
import { type CallRecord, ListCalls } from "@/lib/schemas/call";
import type { Page } from "@/lib/schemas/fields";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function listCalls(ctx: Context, raw: unknown): Promise<Page<CallRecord>> {
  requirePermission(ctx.actor, "call.read");
  return ctx.read.calls.findPage(parseInput(ListCalls, raw ?? {}));
}
