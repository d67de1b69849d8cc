// Adds a country's tax rate, which new quotes for that country take.
import { Conflict } from "@/lib/core/errors";
import { AddTaxRate, type TaxRate } from "@/lib/schemas/tax-rate";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

/** Throws `Conflict` at `country` where it has a rate already. */
export async function addTaxRate(ctx: Context, raw: unknown): Promise<TaxRate> {
  requirePermission(ctx.actor, "settings.write");
  const { country, name, percent } = parseInput(AddTaxRate, raw);
  return ctx.transaction(async (tx) => {
    const known = await tx.taxRates.getOfCountry(country);
    if (known !== null) {
      throw new Conflict(`${country} has a tax rate already: ${known.name}`, "country");
    }
    const rate = await tx.taxRates.insert({ id: ctx.newId(), country, name, basisPoints: percent });
    await tx.audit.insert(ctx.event("tax-rate.add", "tax_rate", null, rate));
    return rate;
  });
}
