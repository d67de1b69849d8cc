// Quote arithmetic: what is shown adds up, in every currency; typed decimals are read exactly or refused in words.
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { formatAmount, formatMinor, readMinor } from "./amount";
import { CURRENCIES, currencyScale } from "./currency";
import { formatDecimal, formatPercent, parseDecimal, parsePercent } from "./decimal";
import { halfUp } from "./half-up";
import { lineTotal, quoteTotals, sumsByKind } from "./quote-totals";

const LIMITS = { wholeDigits: 9, decimals: 8 };
const dec = (text: string) => {
  const parsed = parseDecimal(text, LIMITS);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.decimal;
};
const priced = (quantity: string, unitPrice: string, discountBasisPoints = 0) => ({
  quantity: dec(quantity),
  unitPrice: dec(unitPrice),
  discountBasisPoints,
});

const decimal = (most: bigint, scales: number) =>
  fc.record({
    value: fc.bigInt({ min: 0n, max: most }),
    scale: fc.integer({ min: 0, max: scales }),
  });
const someLine = fc.record({
  quantity: decimal(10n ** 9n, 4),
  unitPrice: decimal(10n ** 12n, 8),
  discountBasisPoints: fc.integer({ min: 0, max: 10_000 }),
  kind: fc.constantFrom("one_off" as const, "monthly" as const, "usage" as const),
});

describe("a quote's totals", () => {
  test("the sum of the shown lines is the shown subtotal, and with the shown tax the shown total", () => {
    fc.assert(
      fc.property(
        fc.array(someLine, { minLength: 1, maxLength: 30 }),
        fc.constantFrom("JPY", "NZD", "KWD"),
        fc.integer({ min: 0, max: 10_000 }),
        (lines, currency, taxBasisPoints) => {
          const scale = currencyScale(currency) ?? -1;
          const totals = quoteTotals(lines, scale, taxBasisPoints);
          const show = (minor: bigint) => formatMinor(minor, scale);
          const read = (shown: string) => readMinor(shown, scale);
          const shownLines = totals.lineTotals.map(show);
          const sum = shownLines.map(read).reduce((all, one) => all + one, 0n);
          expect(show(sum)).toBe(show(totals.subtotalMinor));
          expect(show(sum + read(show(totals.taxMinor)))).toBe(show(totals.totalMinor));
          const kinds = sumsByKind(
            lines.map(({ kind }, at) => ({ kind, totalMinor: totals.lineTotals[at] ?? 0n })),
          );
          expect(kinds.reduce((all, { totalMinor }) => all + totalMinor, 0n)).toBe(sum);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("a line is never further than half a minor unit from its exact price", () => {
    fc.assert(
      fc.property(someLine, fc.constantFrom(0, 2, 3), (line, scale) => {
        const { quantity, unitPrice, discountBasisPoints } = line;
        const denominator = 10n ** BigInt(quantity.scale + unitPrice.scale + 4);
        const exact =
          quantity.value *
          unitPrice.value *
          BigInt(10_000 - discountBasisPoints) *
          10n ** BigInt(scale);
        const off = 2n * (lineTotal(line, scale) * denominator - exact);
        // Half-up: exactly a half is rounded up, never down.
        expect(off > -denominator && off <= denominator).toBe(true);
      }),
    );
  });

  it("rounds each line once, a half upwards", () => {
    expect(lineTotal(priced("2", "12.345", 1000), 2)).toBe(2222n);
    expect(lineTotal(priced("1", "0.005"), 2)).toBe(1n);
    expect(lineTotal(priced("1", "0.0049"), 2)).toBe(0n);
    expect(lineTotal(priced("3", "0.5"), 0)).toBe(2n);
    expect(lineTotal(priced("1", "10", 10_000), 2)).toBe(0n);
    // Three lines of a third of a cent each show nothing, and so does their sum.
    const thirds = [1, 2, 3].map(() => priced("1", "0.0033"));
    expect(quoteTotals(thirds, 2, 1500)).toMatchObject({ subtotalMinor: 0n, totalMinor: 0n });
    expect(quoteTotals([priced("2", "12.345", 1000)], 2, 1500)).toMatchObject({
      taxMinor: 333n,
      totalMinor: 2555n,
    });
  });

  it("leaves out kinds that no line has, and keeps their order", () => {
    expect(
      sumsByKind([
        { kind: "usage", totalMinor: 1n },
        { kind: "one_off", totalMinor: 2n },
        { kind: "usage", totalMinor: 3n },
      ]),
    ).toEqual([
      { kind: "one_off", totalMinor: 2n },
      { kind: "usage", totalMinor: 4n },
    ]);
  });

  it("refuses to round what no quote can hold", () => {
    expect(() => halfUp(-1n, 2n)).toThrow(RangeError);
    expect(() => halfUp(1n, 0n)).toThrow(RangeError);
  });
});

describe("a typed decimal", () => {
  it.each([
    ["12.345", 12_345n, 3],
    ["  7 ", 7n, 0],
    ["0.10", 10n, 2],
    ["007.5", 75n, 1],
    ["123456789.12345678", 12_345_678_912_345_678n, 8],
  ])("%j is read exactly", (text, value, scale) => {
    expect(parseDecimal(text, LIMITS)).toEqual({ ok: true, decimal: { value, scale } });
  });

  it.each([
    ["", "must not be empty"],
    ["-1", "must not be negative"],
    ["1e3", "must be a plain decimal number such as 12.50"],
    ["0x10", "must be a plain decimal number such as 12.50"],
    [".5", "must be a plain decimal number such as 12.50"],
    ["5.", "must be a plain decimal number such as 12.50"],
    ["NaN", "must be a plain decimal number such as 12.50"],
    ["1.2.3", "must be a plain decimal number such as 12.50"],
    ["١٢", "must be a plain decimal number such as 12.50"],
    ["1,234.50", "nothing between thousands"],
    ["12,50", "must have a point before its decimals"],
    ["1 000", "nothing between thousands"],
    ["1234567890", "at most 9 digits before the point"],
    ["0.123456789", "at most 8 digits after the point"],
  ])("%j is refused in words", (text, words) => {
    const parsed = parseDecimal(text, LIMITS);
    expect(parsed.ok ? "accepted" : parsed.message).toContain(words);
  });

  test("is shown as it was read", () => {
    fc.assert(
      fc.property(decimal(10n ** 15n, 8), (one) => {
        const text = formatDecimal(one);
        expect(parseDecimal(text, { wholeDigits: 20, decimals: 8 })).toEqual({
          ok: true,
          decimal: one,
        });
      }),
    );
    expect(formatDecimal({ value: 5n, scale: 3 })).toBe("0.005");
    expect(formatDecimal({ value: 12n, scale: 0 }, 2)).toBe("12.00");
    expect(formatDecimal({ value: 12_345n, scale: 3 }, 2)).toBe("12.345");
  });

  it.each([
    ["0", 0, "0"],
    ["12.5", 1250, "12.5"],
    ["12.50 %", 1250, "12.5"],
    ["100", 10_000, "100"],
    ["10", 1000, "10"],
    ["0.01", 1, "0.01"],
  ])("%j percent is %i basis points", (text, basisPoints, shown) => {
    expect(parsePercent(text)).toEqual({ ok: true, basisPoints });
    expect(formatPercent(basisPoints)).toBe(shown);
  });

  it.each(["100.01", "12.345", "-1", "ten", "%", ""])("%j is no percentage", (text) => {
    expect(parsePercent(text).ok).toBe(false);
  });
});

describe("amounts", () => {
  it("are grouped, with the currency's own decimals", () => {
    expect(formatMinor(0n, 2)).toBe("0.00");
    expect(formatMinor(123_456_789n, 2)).toBe("1,234,567.89");
    expect(formatMinor(1_234_567n, 0)).toBe("1,234,567");
    expect(formatMinor(1_234_567n, 3)).toBe("1,234.567");
    expect(formatAmount(100n, 2, "NZD")).toBe("NZD 1.00");
  });

  it("are read back only in that form", () => {
    expect(readMinor("1,234.56", 2)).toBe(123_456n);
    for (const wrong of ["1.5", "one", "", "1.234"]) {
      expect(() => readMinor(wrong, 2)).toThrow(RangeError);
    }
  });
});

describe("currencies", () => {
  it("have the decimals of ISO 4217", () => {
    const scales = ["JPY", "NZD", "KWD", "IDR", "IQD"].map(currencyScale);
    expect(scales).toEqual([0, 2, 3, 2, 3]);
    expect(currencyScale("XXX")).toBeNull();
    expect(new Set(CURRENCIES).size).toBe(CURRENCIES.length);
    expect(CURRENCIES.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
  });

  it("agree with Intl save where ICU gives a currency's cash decimals", () => {
    const digits = (currency: string) =>
      new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions()
        .maximumFractionDigits ?? -1;
    const departing = CURRENCIES.filter((code) => digits(code) !== currencyScale(code));
    expect(departing.every((code) => digits(code) === 0)).toBe(true);
    // Known to differ; a newer ICU may know better.
    expect(
      departing.filter(
        (code) =>
          !"AFN ALL COP HUF IDR IQD IRR KPW LAK LBP MGA MMK PKR RSD SOS SYP UZS YER".includes(code),
      ),
    ).toEqual([]);
  });
});
