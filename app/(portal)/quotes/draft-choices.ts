// What the form of a draft needs beside the draft: tax rates, the discount limit, the settings' terms.
import "server-only";
import type { PageContext } from "@/app/_server/page-context";
import { mayDo } from "@/lib/auth/permissions";
import { getSettings } from "@/lib/services/settings/get-settings";
import { listTaxRates } from "@/lib/services/tax-rates/list-tax-rates";

export async function draftChoices(context: PageContext) {
  const [{ settings }, taxRates] = await Promise.all([getSettings(context), listTaxRates(context)]);
  const mayExceed = mayDo(context.actor, "quote.discount-over-limit");
  return {
    taxRates: taxRates.map(({ country, name, basisPoints }) => ({ country, name, basisPoints })),
    discountLimitBasisPoints: mayExceed ? null : (settings?.discountLimitBasisPoints ?? null),
    quoteTerms: settings?.quoteTerms ?? "",
  };
}
