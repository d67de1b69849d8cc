// Countries by name: the same as the number plan's, and found however they are typed.
import { describe, expect, it } from "vitest";
import { codesIn, countryText, findCountryNames } from "./country-names";
import { callingCodeOf, findCountries } from "./number-plan";

describe("country names", () => {
  it("are of the countries and dial codes of the number plan", () => {
    const named = findCountryNames("");
    expect(named.map(({ code }) => code).sort()).toEqual(findCountries());
    for (const { code, name, dialCode } of named) {
      expect(dialCode, code).toBe(callingCodeOf(code));
      expect(name, code).toMatch(/^\p{Lu}.{2,}/u);
    }
  });

  it.each([
    ["new z", ["NZ"]],
    // Tanzania has the letters in its name.
    ["nz", ["NZ", "TZ"]],
    ["reunion", ["RE"]],
    ["+64", ["NZ"]],
    ["354", ["IS"]],
    ["nowhere", []],
  ])("are found by %s", (text, codes) => {
    const found = findCountryNames(text).map(({ code }) => code);
    expect(found).toEqual(codes);
  });

  it("are said with the dial code, and a code without numbers as it is", () => {
    expect(countryText("NZ")).toBe("New Zealand +64");
    expect(countryText("AQ")).toBe("AQ");
    expect(codesIn(" nz, AU;nz ")).toEqual(["AU", "NZ"]);
  });
});
