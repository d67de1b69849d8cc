// A draft quote from what was typed: its lines priced, its tax found, its totals added up, its discounts within the limit.
import { mayDo } from "@/lib/auth/permissions";
import { InvalidInput, Refused } from "@/lib/core/errors";
import type { NewQuoteLine } from "@/lib/db/quote-rows";
import type { Store } from "@/lib/db/store";
import { currencyScale } from "@/lib/money/currency";
import { formatDecimal, formatPercent, readDecimal } from "@/lib/money/decimal";
import { type QuoteTotals, quoteTotals } from "@/lib/money/quote-totals";
import type { QuoteDraftInput, QuoteLine } from "@/lib/schemas/quote";
import type { TaxRate } from "@/lib/schemas/tax-rate";
import type { Context } from "./context";

/** Where nothing is saved yet; the database's own default. */
const DEFAULT_DISCOUNT_LIMIT = 2000;
/** Far below what the database holds, far above what is ever quoted. */
const MOST_MINOR = 10n ** 15n;

/** The columns of a draft revision that hang on what was typed, and its lines. */
export async function priceDraft(ctx: Context, tx: Store, input: QuoteDraftInput) {
  const { lines: typed, ...head } = input;
  if (head.validUntil <= ctx.now()) {
    throw new InvalidInput([{ path: "validUntil", message: "must be in the future" }]);
  }
  const rate = await requireTaxRate(tx, head.taxCountry);
  const lines = typed.map(({ discountPercent = 0, ...line }) => ({
    ...line,
    discountBasisPoints: discountPercent,
  }));
  await requireDiscounts(ctx, tx, lines);
  const scale = currencyScale(head.currency) ?? 0;
  const totals = quoteTotals(lines, scale, rate.basisPoints);
  requirePlausible(totals);
  return {
    head: {
      ...head,
      currencyScale: scale,
      taxName: rate.name,
      taxBasisPoints: rate.basisPoints,
      subtotalMinor: totals.subtotalMinor,
      taxMinor: totals.taxMinor,
      totalMinor: totals.totalMinor,
    },
    lines: lines.map(
      ({ quantity, unitPrice, ...line }, at): NewQuoteLine => ({
        ...line,
        id: ctx.newId(),
        position: at + 1,
        quantity: formatDecimal(quantity),
        unitPrice: formatDecimal(unitPrice),
        totalMinor: totals.lineTotals[at] ?? 0n,
      }),
    ),
  };
}

/** The totals of stored lines, computed anew. */
export function totalsOf(
  lines: readonly QuoteLine[],
  scale: number,
  taxBasisPoints: number,
): QuoteTotals {
  const priced = lines.map((line) => ({
    quantity: readDecimal(line.quantity),
    unitPrice: readDecimal(line.unitPrice),
    discountBasisPoints: line.discountBasisPoints,
  }));
  return quoteTotals(priced, scale, taxBasisPoints);
}

/** The rate of a country; `InvalidInput` at `taxCountry` where no admin has added one. */
export async function requireTaxRate(tx: Store, country: string): Promise<TaxRate> {
  const rate = await tx.taxRates.getOfCountry(country);
  if (rate !== null) return rate;
  const message = `has no tax rate yet: an admin adds the rate of ${country} in Settings, Quoting`;
  throw new InvalidInput([{ path: "taxCountry", message }]);
}

/** Throws `Refused` at each line whose discount is over the limit, unless the actor may go over it. */
export async function requireDiscounts(
  ctx: Context,
  tx: Store,
  lines: readonly { readonly discountBasisPoints: number }[],
): Promise<void> {
  if (mayDo(ctx.actor, "quote.discount-over-limit")) return;
  const settings = await tx.settings.get();
  const limit = settings?.discountLimitBasisPoints ?? DEFAULT_DISCOUNT_LIMIT;
  const over = lines.flatMap(({ discountBasisPoints }, at) =>
    discountBasisPoints > limit ? [at] : [],
  );
  if (over.length === 0) return;
  const message = `is over ${formatPercent(limit)} %, which only an admin may give`;
  throw new Refused(
    "quote.discount-over-limit",
    `${ctx.actor.kind} ${ctx.actor.id}`,
    over.map((at) => ({ path: `lines.${at}.discountPercent`, message })),
  );
}

function requirePlausible(totals: QuoteTotals): void {
  if (totals.totalMinor <= MOST_MINOR) return;
  const over = totals.lineTotals.findIndex((total) => total > MOST_MINOR);
  const path = over < 0 ? "lines" : `lines.${over}.unitPrice`;
  throw new InvalidInput([{ path, message: "makes the quote larger than a quote can be" }]);
}
