// A line while it is being typed: text in every field, priced as far as it can be read.
import { parseDecimal, parsePercent, QUANTITY, UNIT_PRICE } from "@/lib/money/decimal";
import { type PricedLine, quoteTotals } from "@/lib/money/quote-totals";

export const LINE_FIELDS = [
  "kind",
  "description",
  "quantity",
  "unitPrice",
  "discountPercent",
] as const;
export type LineField = (typeof LINE_FIELDS)[number];

/** What a line's controls hold. */
export type DraftLine = Readonly<Record<LineField, string>>;

export const EMPTY_LINE: DraftLine = {
  kind: "monthly",
  description: "",
  quantity: "1",
  unitPrice: "",
  discountPercent: "0",
};

/** The line as it would be priced, or null while a number cannot be read. */
export function pricedLine(line: DraftLine): PricedLine | null {
  const quantity = parseDecimal(line.quantity, QUANTITY);
  const unitPrice = parseDecimal(line.unitPrice, UNIT_PRICE);
  const discount = parsePercent(line.discountPercent.trim() === "" ? "0" : line.discountPercent);
  if (!quantity.ok || !unitPrice.ok || !discount.ok) return null;
  return {
    quantity: quantity.decimal,
    unitPrice: unitPrice.decimal,
    discountBasisPoints: discount.basisPoints,
  };
}

export interface DraftTotals {
  /** Null for a line that cannot be read yet. */
  readonly lineTotals: readonly (bigint | null)[];
  readonly subtotalMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
  /** Every line counts. */
  readonly isWhole: boolean;
}

/** Totals of the lines that can be read, as the server will compute them. */
export function draftTotals(
  lines: readonly DraftLine[],
  scale: number,
  taxBasisPoints: number,
): DraftTotals {
  const priced = lines.map(pricedLine);
  const readable = priced.filter((line) => line !== null);
  const { subtotalMinor, taxMinor, totalMinor } = quoteTotals(readable, scale, taxBasisPoints);
  return {
    lineTotals: priced.map((line) =>
      line === null ? null : quoteTotals([line], scale, 0).subtotalMinor,
    ),
    subtotalMinor,
    taxMinor,
    totalMinor,
    isWhole: readable.length === lines.length,
  };
}

/** Lines from the flat names of a form (`lines.0.quantity`), in order; null where there are none. */
export function linesOfValues(values: Readonly<Record<string, string>> | null): DraftLine[] | null {
  if (values === null) return null;
  const lines: DraftLine[] = [];
  for (let at = 0; LINE_FIELDS.some((field) => `lines.${at}.${field}` in values); at += 1) {
    const value = (field: LineField) => values[`lines.${at}.${field}`] ?? "";
    lines.push({
      kind: value("kind"),
      description: value("description"),
      quantity: value("quantity"),
      unitPrice: value("unitPrice"),
      discountPercent: value("discountPercent"),
    });
  }
  return lines.length === 0 ? null : lines;
}
