// Removes a country's tax rate. Quotes that were sent keep theirs.
import { ByVersion } from "@/lib/schemas/fields";
import type { TaxRate } from "@/lib/schemas/tax-rate";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";

/** Gives the row that is gone. */
export async function removeTaxRate(ctx: Context, raw: unknown): Promise<TaxRate> {
  requirePermission(ctx.actor, "settings.write");
  const { id, version } = parseInput(ByVersion, raw);
  return ctx.transaction(async (tx) => {
    const before = requireVersion("tax rate", id, await tx.taxRates.get(id), version);
    await tx.taxRates.delete(id);
    await tx.audit.insert(ctx.event("tax-rate.remove", "tax_rate", before, null));
    return before;
  });
}
