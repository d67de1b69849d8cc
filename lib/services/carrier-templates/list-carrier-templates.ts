// Lists the carrier templates by name.
import type { CarrierTemplate } from "@/lib/schemas/carrier-template";
import type { Context } from "../context";
import { requirePermission } from "../permit";

export async function listCarrierTemplates(ctx: Context): Promise<CarrierTemplate[]> {
  requirePermission(ctx.actor, "carrier.read");
  return ctx.read.carrierTemplates.findAll();
}
