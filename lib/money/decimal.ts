// Decimals as people type them: integers with a scale beside them, never floats.
import { powerOfTen } from "./half-up";

/** 12.345 is 12345 at scale 3. */
export interface Decimal {
  readonly value: bigint;
  readonly scale: number;
}

export interface DecimalLimits {
  /** Most digits in front of the point. */
  readonly wholeDigits: number;
  /** Most digits behind it. */
  readonly decimals: number;
}

// Postgres divides numerics to sixteen decimals: these and the discount's four stay exact there.
export const QUANTITY: DecimalLimits = { wholeDigits: 9, decimals: 4 };
export const UNIT_PRICE: DecimalLimits = { wholeDigits: 9, decimals: 8 };

export type ParsedDecimal =
  | { readonly ok: true; readonly decimal: Decimal }
  | { readonly ok: false; readonly message: string };

const SHAPE = /^(\d+)(?:\.(\d+))?$/;

function refuse(message: string): ParsedDecimal {
  return { ok: false, message };
}

/** Reads digits with at most one point. Keeps the decimals as typed: 12.50 has two. */
export function parseDecimal(text: string, limits: DecimalLimits): ParsedDecimal {
  const trimmed = text.trim();
  if (trimmed === "") return refuse("must not be empty");
  if (trimmed.startsWith("-")) return refuse("must not be negative");
  if (/[,\s'’_]/.test(trimmed)) {
    return refuse("must have a point before its decimals and nothing between thousands: 1234.50");
  }
  const parts = SHAPE.exec(trimmed);
  if (parts === null) return refuse("must be a plain decimal number such as 12.50");
  const whole = (parts[1] ?? "").replace(/^0+(?=\d)/, "");
  const behind = parts[2] ?? "";
  if (whole.length > limits.wholeDigits) {
    return refuse(`must have at most ${limits.wholeDigits} digits before the point`);
  }
  if (behind.length > limits.decimals) {
    return refuse(`must have at most ${limits.decimals} digits after the point`);
  }
  return { ok: true, decimal: { value: BigInt(whole + behind), scale: behind.length } };
}

/** As digits with a point, at least `minDecimals` behind it: 12345 at scale 3 is "12.345". */
export function formatDecimal({ value, scale }: Decimal, minDecimals = 0): string {
  if (value < 0n) return `-${formatDecimal({ value: -value, scale }, minDecimals)}`;
  const shown = Math.max(scale, minDecimals);
  const digits = String(value * powerOfTen(shown - scale)).padStart(shown + 1, "0");
  return shown === 0 ? digits : `${digits.slice(0, -shown)}.${digits.slice(-shown)}`;
}

const PERCENT: DecimalLimits = { wholeDigits: 3, decimals: 2 };
const HUNDRED_PERCENT = 10_000n;

export type ParsedPercent =
  | { readonly ok: true; readonly basisPoints: number }
  | { readonly ok: false; readonly message: string };

/** A percentage of at most two decimals, as basis points: "12.5" is 1250. */
export function parsePercent(text: string): ParsedPercent {
  const parsed = parseDecimal(text.trim().replace(/\s*%$/, ""), PERCENT);
  if (!parsed.ok) return parsed;
  const { value, scale } = parsed.decimal;
  const points = value * powerOfTen(2 - scale);
  if (points > HUNDRED_PERCENT) return { ok: false, message: "must be from 0 to 100 percent" };
  return { ok: true, basisPoints: Number(points) };
}

/** Basis points as a percentage without needless zeros: 1250 is "12.5". */
export function formatPercent(basisPoints: number): string {
  const text = formatDecimal({ value: BigInt(basisPoints), scale: 2 });
  return text.replace(/\.?0+$/, "");
}

/** Reads what `formatDecimal` wrote. Throws at anything else. */
export function readDecimal(text: string): Decimal {
  const parsed = parseDecimal(text, { wholeDigits: 30, decimals: 30 });
  if (!parsed.ok) throw new RangeError(`${text} is no decimal`);
  return parsed.decimal;
}
