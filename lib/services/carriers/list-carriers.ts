// Lists carriers by name.
import type { CarrierSummary } from "@/lib/db/carriers";
import { ListCarriers } from "@/lib/schemas/carrier";
import type { Page } from "@/lib/schemas/fields";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

export async function listCarriers(ctx: Context, raw: unknown): Promise<Page<CarrierSummary>> {
  requirePermission(ctx.actor, "carrier.read");
  return ctx.read.carriers.findPage(parseInput(ListCarriers, raw ?? {}));
}
