// Lists the tax rates by country.
import type { TaxRate } from "@/lib/schemas/tax-rate";
import type { Context } from "../context";
import { requirePermission } from "../permit";

export async function listTaxRates(ctx: Context): Promise<TaxRate[]> {
  requirePermission(ctx.actor, "settings.read");
  return ctx.read.taxRates.findAll();
}
