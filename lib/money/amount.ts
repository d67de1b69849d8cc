// Amounts as they are shown, on the page, in the mail and on the PDF alike: minor units and a scale become text.
import { formatDecimal, parseDecimal } from "./decimal";

/** 123456 at scale 2 is "1,234.56". */
export function formatMinor(minor: bigint, scale: number): string {
  const [whole = "", behind] = formatDecimal({ value: minor, scale }).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return behind === undefined ? grouped : `${grouped}.${behind}`;
}

/** With the currency in front: "NZD 1,234.56". */
export function formatAmount(minor: bigint, scale: number, currency: string): string {
  return `${currency} ${formatMinor(minor, scale)}`;
}

/** Reads what `formatMinor` shows back into minor units. Throws at anything else. */
export function readMinor(shown: string, scale: number): bigint {
  const sign = shown.startsWith("-") ? -1n : 1n;
  const plain = shown.replace(/^-/, "").replaceAll(",", "");
  const parsed = parseDecimal(plain, { wholeDigits: 30, decimals: scale });
  if (!parsed.ok || parsed.decimal.scale !== scale) throw new RangeError(`${shown} is no amount`);
  return sign * parsed.decimal.value;
}
