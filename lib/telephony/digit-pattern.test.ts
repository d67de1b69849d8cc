// Patterns that consume digit by digit match exactly what the regular expression matches.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterDigit, includesPattern, isComplete, parseDigitPattern } from "./digit-pattern";

const PATTERNS = [
  "64",
  "\\d{3}",
  "[27-9]\\d",
  "(?:1[3-5]|2)\\d?",
  "1|22|333",
  "4(?:5|6)?[0-2]{1,3}",
  "8(?:00|33)\\d{0,2}",
  "(?:1(?:2|3)?){2}",
];

function matches(source: string, digits: string): boolean {
  let pattern = parseDigitPattern(source);
  for (const digit of digits) pattern = afterDigit(pattern, Number(digit));
  return isComplete(pattern);
}

describe("digit patterns", () => {
  it("match what the regular expression matches", () => {
    const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...PATTERNS), digits, (source, text) => {
        expect(matches(source, text)).toBe(new RegExp(`^(?:${source})$`).test(text));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ["\\d{3}", "[27-9]\\d{2}", true],
    ["[27-9]\\d{2}", "\\d{3}", false],
    ["1|22|333", "22", true],
    ["1|22|333", "2", false],
    ["8(?:00|33)\\d{0,2}", "800|8331", true],
    ["64", "64", true],
  ])("%s includes %s: %s", (outer, inner, is) => {
    expect(includesPattern(parseDigitPattern(outer), parseDigitPattern(inner))).toBe(is);
  });

  it.each(["a", "(?=1)", "[1", "(?:1", "1)", "\\w", "1+"])("refuses %s", (source) => {
    expect(() => parseDigitPattern(source)).toThrow();
  });
});
