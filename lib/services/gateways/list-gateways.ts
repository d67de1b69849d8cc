// Lists the gateways that were not removed.
import type { Page } from "@/lib/schemas/fields";
import { type Gateway, ListGateways } from "@/lib/schemas/gateway";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function listGateways(ctx: Context, raw: unknown): Promise<Page<Gateway>> {
  requirePermission(ctx.actor, "carrier.read");
  return ctx.read.gateways.findPage(parseInput(ListGateways, raw ?? {}));
}
