// An amount of money as text, in figures of one width.
import { formatAmount, formatMinor } from "@/lib/money/amount";

export interface AmountProps {
  minor: bigint;
  /** Decimals of the currency's minor unit. */
  scale: number;
  /** Left out where the column or the table says it. */
  currency?: string;
}

export function Amount({ minor, scale, currency }: AmountProps) {
  return (
    <span className="whitespace-nowrap tabular-nums">
      {currency === undefined ? formatMinor(minor, scale) : formatAmount(minor, scale, currency)}
    </span>
  );
}
