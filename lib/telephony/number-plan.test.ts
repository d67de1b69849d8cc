// The quick tables say what libphonenumber says, and are as new as its metadata.

import {
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import { describe, expect, it } from "vitest";
import { e164Shape } from "./e164";
import {
  callingCodeOf,
  countryOfNumber,
  findCountries,
  isPossibleE164,
  NO_NUMBER,
  packPossibleE164,
  unpackE164,
} from "./number-plan";
import { numberPlanLines } from "./number-plan-source";
import { NUMBER_PLAN_LINES } from "./number-plan-table";

/** Deterministic chance, so that a failure can be seen again. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function randomNumbers(count: number, seed: number): string[] {
  const random = chance(seed);
  const codes = [...new Set(getCountries().map((country) => getCountryCallingCode(country)))];
  // Codes that several countries share are the hard ones.
  const shared = [
    "1",
    "1",
    "1",
    "7",
    "39",
    "44",
    "44",
    "47",
    "61",
    "61",
    "262",
    "358",
    "590",
    "599",
  ];
  return Array.from({ length: count }, () => {
    const list = random() < 0.5 ? shared : codes;
    const code = list[Math.floor(random() * list.length)] ?? "64";
    const length = 4 + Math.floor(random() * 9);
    let digits = "";
    while (digits.length < length) digits += Math.floor(random() * 10);
    return `+${code}${digits}`.slice(0, 16);
  });
}

describe("number plan", () => {
  it("is as new as the metadata", () => {
    expect(NUMBER_PLAN_LINES.trim().split("\n")).toEqual(numberPlanLines());
  });

  it("finds every country's example number possible, and in its country", () => {
    for (const country of getCountries()) {
      const example = getExampleNumber(country, examples);
      if (example === undefined) continue;
      expect(isPossibleE164(example.number), example.number).toBe(true);
      const number = e164Shape(example.number);
      const said = parsePhoneNumberFromString(example.number)?.country ?? null;
      expect(number && countryOfNumber(number), example.number).toBe(said);
    }
  });

  it("agrees with libphonenumber on the country of every valid number", () => {
    let valid = 0;
    for (const text of randomNumbers(60_000, 7)) {
      const parsed = parsePhoneNumberFromString(text);
      if (!parsed?.isValid() || parsed.number !== text) continue;
      valid++;
      const number = e164Shape(text);
      expect(isPossibleE164(text), text).toBe(true);
      expect(number && countryOfNumber(number), text).toBe(parsed.country ?? null);
    }
    expect(valid).toBeGreaterThan(3_000);
  });

  it("agrees with libphonenumber on possible lengths", () => {
    const shared = new Set(["1", "7", "39", "44", "47", "61", "262", "290", "358", "590", "599"]);
    for (const text of randomNumbers(20_000, 11)) {
      const parsed = parsePhoneNumberFromString(text);
      // Where libphonenumber reads another number (it strips a trunk 0) it speaks of that one's length.
      if (parsed?.number !== text) continue;
      // Canada's 310 1234 is dialled inside the country alone: seven digits after +1 are no international number.
      if (/^\+1\d{7}$/.test(text)) continue;
      const isPossible = validatePhoneNumberLength(text) === undefined;
      // Countries that share a code share its lengths here.
      if (isPossible || !shared.has(parsed.countryCallingCode)) {
        expect(isPossibleE164(text), text).toBe(isPossible);
      }
    }
  });

  it.each([
    ["", false],
    ["+", false],
    ["+6", false],
    ["+64", false],
    ["6498879333", false],
    ["+6498879333", true],
    ["+064988793", false],
    ["+64988793a3", false],
    ["+6498879333 ", false],
    ["+64 98879333", false],
    ["+٦٤98879333", false],
    ["+99912345678", false],
    ["+12025550123", true],
    ["+120255501234", false],
    ["+1202555012", false],
    ["+4930123456", true],
    ["+1234567890123456", false],
    ["+88612345678901234567890", false],
  ])("says of %j: %s", (text, is) => {
    expect(isPossibleE164(text)).toBe(is);
  });

  it("packs and unpacks without loss", () => {
    for (const text of randomNumbers(2_000, 3)) {
      const packed = packPossibleE164(text);
      if (packed !== NO_NUMBER) expect(unpackE164(packed)).toBe(text);
    }
  });

  it.each([
    ["+12025550123", "US"],
    ["+14165550123", "CA"],
    ["+18765550123", "JM"],
    ["+18095550123", "DO"],
    ["+12005550123", null],
    ["+77012345678", "KZ"],
    ["+79161234567", "RU"],
    ["+441481123456", "GG"],
    ["+442071234567", "GB"],
    ["+61891621234", "CC"],
    ["+61212345678", "AU"],
    ["+870773111632", null],
    ["+6498879333", "NZ"],
  ])("knows whose %s is: %s", (text, country) => {
    const number = e164Shape(text);
    expect(number && countryOfNumber(number)).toBe(country);
  });

  it("knows calling codes of all countries", () => {
    const known = findCountries();
    for (const country of getCountries()) {
      // Western Sahara's numbers are told apart from Morocco's by nothing in the metadata.
      if (country === "EH") continue;
      expect(known).toContain(country);
      expect(callingCodeOf(country), country).toBe(getCountryCallingCode(country));
    }
    expect(callingCodeOf("XX")).toBeNull();
  });
});
