// Lists the addresses that knocked and are in no active ACL entry, latest first.
import { ListUnknownSources, type UnknownSource } from "@/lib/schemas/call";
import type { Page } from "@/lib/schemas/fields";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function listUnknownSources(ctx: Context, raw: unknown): Promise<Page<UnknownSource>> {
  requirePermission(ctx.actor, "call.read");
  return ctx.read.calls.findUnknownSources(parseInput(ListUnknownSources, raw ?? {}));
}
