// Changes a country's tax rate. Quotes that were sent keep theirs; a draft takes the new one when it is saved again.
import { given } from "@/lib/db/paging";
import { type TaxRate, UpdateTaxRate } from "@/lib/schemas/tax-rate";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";

export async function updateTaxRate(ctx: Context, raw: unknown): Promise<TaxRate> {
  requirePermission(ctx.actor, "settings.write");
  const { id, version, name, percent } = parseInput(UpdateTaxRate, raw);
  return ctx.transaction(async (tx) => {
    const before = requireVersion("tax rate", id, await tx.taxRates.get(id), version);
    const after = await tx.taxRates.update(before, given({ name, basisPoints: percent }));
    await tx.audit.insert(ctx.event("tax-rate.update", "tax_rate", before, after));
    return after;
  });
}
