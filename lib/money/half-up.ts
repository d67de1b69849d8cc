// The one rounding of quotes: half-up, as Postgres rounds a numeric that is not negative.

/** 10 to the power of `exponent`, exactly. */
export function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

/** The whole number nearest to `numerator / denominator`, a half going up. Neither may be negative. */
export function halfUp(numerator: bigint, denominator: bigint): bigint {
  if (numerator < 0n || denominator <= 0n)
    throw new RangeError("amounts of a quote are not negative");
  return (2n * numerator + denominator) / (2n * denominator);
}
