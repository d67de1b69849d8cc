// Emergency numbers are known in every form they can be dialled, and ordinary numbers are not taken for them.

import {
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import { describe, expect, it } from "vitest";
import { findEmergencyNumbers, isEmergencyNumber } from "./emergency";
import { EMERGENCY_LINES } from "./emergency-table";

describe("emergency numbers", () => {
  it("have a line for every country that numbers are known of", () => {
    const listed = EMERGENCY_LINES.trim()
      .split("\n")
      .map((line) => line.slice(0, 2));
    expect(listed).toEqual([...listed].sort());
    expect(getCountries().filter((country) => !listed.includes(country))).toEqual([]);
  });

  it("hold short numbers only", () => {
    for (const line of EMERGENCY_LINES.trim().split("\n")) {
      expect(line.trim()).toMatch(/^[A-Z]{2}( \d{2,6})*$/);
    }
  });

  it.each([
    ["111", "NZ"],
    ["+64111", "NZ"],
    ["+111", "NZ"],
    ["64111", "NZ"],
    ["0064111", "NZ"],
    ["1-1-1", "NZ"],
    ["111;phone-context=+64", "NZ"],
    ["000", "AU"],
    ["+61000", "AU"],
    ["106", "AU"],
    ["911", "US"],
    ["+1911", "US"],
    ["+1 911", "US"],
    ["999", "GB"],
    ["+44999", "GB"],
    ["112", "DE"],
    ["+49110", "DE"],
    ["15", "FR"],
    ["+3317", "FR"],
    ["08", "NZ"],
    ["112", "ZZ"],
    ["911", "NZ"],
    ["10111", "ZA"],
    ["999", "KP"],
  ])("%s is one of %s", (user, country) => {
    expect(isEmergencyNumber(user, country)).toBe(true);
  });

  it.each([
    ["", "NZ"],
    ["+", "NZ"],
    ["+64", "NZ"],
    ["+6498879333", "NZ"],
    ["+641119333", "NZ"],
    ["1111", "NZ"],
    ["11", "NZ"],
    ["15", "NZ"],
    ["+61106", "NZ"],
    ["anonymous", "NZ"],
    ["+1".padEnd(5000, "1"), "US"],
  ])("%s is none of %s", (user, country) => {
    expect(isEmergencyNumber(user, country)).toBe(false);
  });

  it("never include an example number of any country", () => {
    for (const country of getCountries()) {
      const example = getExampleNumber(country, examples);
      if (example) expect(isEmergencyNumber(example.number, country), example.number).toBe(false);
    }
  });

  it("with the country's code are no valid numbers of that country", () => {
    for (const country of getCountries()) {
      for (const number of findEmergencyNumbers(country)) {
        const full = `+${getCountryCallingCode(country)}${number}`;
        expect(parsePhoneNumberFromString(full)?.isValid() ?? false, full).toBe(false);
      }
    }
  });

  it("include 112 and 911 everywhere", () => {
    for (const country of getCountries()) {
      expect(findEmergencyNumbers(country)).toEqual(expect.arrayContaining(["112", "911", "000"]));
    }
  });
});
