// What a quote comes to. A line is rounded once, to the currency's minor unit; everything else is the sum of what is shown.
import type { Decimal } from "./decimal";
import { halfUp, powerOfTen } from "./half-up";

/** 100 %. */
const WHOLE = 10_000;

export interface PricedLine {
  readonly quantity: Decimal;
  readonly unitPrice: Decimal;
  /** 10 % is 1000. */
  readonly discountBasisPoints: number;
}

/** quantity × unit price × (1 − discount) in minor units of a currency with `scale` decimals, rounded half-up. */
export function lineTotal(line: PricedLine, scale: number): bigint {
  const { quantity, unitPrice, discountBasisPoints } = line;
  const numerator =
    quantity.value * unitPrice.value * BigInt(WHOLE - discountBasisPoints) * powerOfTen(scale);
  return halfUp(numerator, powerOfTen(quantity.scale + unitPrice.scale) * BigInt(WHOLE));
}

export interface QuoteTotals {
  readonly lineTotals: readonly bigint[];
  readonly subtotalMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
}

/** Subtotal: the sum of the rounded lines. Tax: half-up of the subtotal. Total: both together. */
export function quoteTotals(
  lines: readonly PricedLine[],
  scale: number,
  taxBasisPoints: number,
): QuoteTotals {
  const lineTotals = lines.map((line) => lineTotal(line, scale));
  const subtotalMinor = lineTotals.reduce((sum, total) => sum + total, 0n);
  const taxMinor = halfUp(subtotalMinor * BigInt(taxBasisPoints), BigInt(WHOLE));
  return { lineTotals, subtotalMinor, taxMinor, totalMinor: subtotalMinor + taxMinor };
}

export type LineKind = "one_off" | "monthly" | "usage";

/** Sums of lines by kind, without tax; kinds that no line has are left out. */
export function sumsByKind(
  lines: readonly { readonly kind: LineKind; readonly totalMinor: bigint }[],
): readonly { readonly kind: LineKind; readonly totalMinor: bigint }[] {
  const kinds = ["one_off", "monthly", "usage"] as const;
  return kinds
    .map((kind) => ({ kind, own: lines.filter((line) => line.kind === kind) }))
    .filter(({ own }) => own.length > 0)
    .map(({ kind, own }) => ({
      kind,
      totalMinor: own.reduce((sum, line) => sum + line.totalMinor, 0n),
    }));
}
