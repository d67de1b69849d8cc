// Lists trunks by name.
import type { NamedTrunk } from "@/lib/db/trunks";
import type { Page } from "@/lib/schemas/fields";
import { ListTrunks } from "@/lib/schemas/trunk";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function listTrunks(ctx: Context, raw: unknown): Promise<Page<NamedTrunk>> {
  requirePermission(ctx.actor, "trunk.read");
  return ctx.read.trunks.findPage(parseInput(ListTrunks, raw ?? {}));
}
