// Between the rows of a quote and what the product calls them: numbers as printed, decimals and percentages as text.
import { formatDecimal, formatPercent, readDecimal } from "@/lib/money/decimal";
import type { Quote, QuoteLine, QuoteRevision } from "@/lib/schemas/quote";
import type { Prisma } from "./generated/client";

/** Q-2026-0001; null before the quote has its number. */
export function quoteNumber(year: number | null, serial: number | null): string | null {
  if (year === null || serial === null) return null;
  return `Q-${year}-${String(serial).padStart(4, "0")}`;
}

export const revisionRow = {
  omit: { sheet: true },
  include: {
    quote: {
      select: {
        year: true,
        serial: true,
        trunk: { select: { id: true, carrierId: true, customerId: true } },
      },
    },
  },
} as const satisfies Prisma.QuoteRevisionDefaultArgs;

export function toRevision({
  quote,
  ...row
}: Prisma.QuoteRevisionGetPayload<typeof revisionRow>): QuoteRevision {
  const { id: trunkId, carrierId, customerId } = quote.trunk;
  return { ...row, number: quoteNumber(quote.year, quote.serial), trunkId, carrierId, customerId };
}

export const quoteRow = {
  include: {
    trunk: {
      select: {
        name: true,
        carrierId: true,
        carrier: { select: { name: true } },
        customerId: true,
        customer: { select: { name: true, accountReference: true } },
      },
    },
  },
} as const satisfies Prisma.QuoteDefaultArgs;

export function toQuote(row: Prisma.QuoteGetPayload<typeof quoteRow>): Quote {
  const { trunk } = row;
  return {
    id: row.id,
    number: quoteNumber(row.year, row.serial),
    trunkId: row.trunkId,
    trunkName: trunk.name,
    carrierId: trunk.carrierId,
    carrierName: trunk.carrier.name,
    customerId: trunk.customerId,
    customerName: trunk.customer.name,
    customerAccountReference: trunk.customer.accountReference,
    createdAt: row.createdAt,
  };
}

export function toLine(row: Prisma.QuoteLineGetPayload<object>): QuoteLine {
  const { id, position, kind, description, discountBasisPoints, totalMinor } = row;
  return {
    id,
    position,
    kind,
    description,
    quantity: formatDecimal({ value: row.quantity, scale: row.quantityScale }),
    unitPrice: formatDecimal({ value: row.unitPrice, scale: row.unitPriceScale }),
    discountPercent: formatPercent(discountBasisPoints),
    discountBasisPoints,
    totalMinor,
  };
}

/** A line before it is stored. */
export type NewQuoteLine = Omit<QuoteLine, "discountPercent">;

export function lineRow(
  revisionId: string,
  { quantity, unitPrice, ...line }: NewQuoteLine,
): Prisma.QuoteLineCreateManyInput {
  const [many, price] = [readDecimal(quantity), readDecimal(unitPrice)];
  return {
    ...line,
    revisionId,
    quantity: many.value,
    quantityScale: many.scale,
    unitPrice: price.value,
    unitPriceScale: price.scale,
  };
}
