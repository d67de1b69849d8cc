// Numbers are stored in one form, and a refusal names it.

import { describe, expect, it } from "vitest";
import { checkE164, countryName, E164, e164Shape, normaliseE164 } from "./e164";

describe("E164", () => {
  it.each(["+6498879333", "+12025550123", "+390612345678", "+442071838750", "+80012345678"])(
    "takes %s",
    (text) => {
      expect(E164.parse(text)).toBe(text);
      expect(checkE164(text)).toEqual({ ok: true, value: text });
    },
  );

  it.each([
    ["+64098879333", "+64098879333 has a trunk 0: did you mean +6498879333?"],
    ["+4402071838750", "+4402071838750 has a trunk 0: did you mean +442071838750?"],
    ["006498879333", "006498879333 begins with 00 instead of +: did you mean +6498879333?"],
    ["6498879333", "6498879333 has no leading +: did you mean +6498879333?"],
    ["+64 9 887 9333", "+64 9 887 9333 has blanks, hyphens or brackets: did you mean +6498879333?"],
    ["+64-9-887-9333", "+64-9-887-9333 has blanks, hyphens or brackets: did you mean +6498879333?"],
    [
      "+64 (0)9 887 9333",
      "+64 (0)9 887 9333 has blanks, hyphens or brackets: did you mean +6498879333?",
    ],
    ["+6498879333 ", "+6498879333  has blanks, hyphens or brackets: did you mean +6498879333?"],
    ["+６４98879333", "+６４98879333 has digits of another script: did you mean +6498879333?"],
    ["098879333", "098879333 has no + and country code"],
    ["09 887 9333", "09 887 9333 has no + and country code"],
    ["+098879333", "+098879333 begins with +0: no country code does"],
    ["", "a number is needed, such as +6498879333"],
    ["+", "+ is not a number"],
    ["+649", "+649 is too short"],
    ["+64988793331111", "+64988793331111 is too long for a number in New Zealand"],
    ["+6410000000", "+6410000000 is not in use in New Zealand"],
    ["+99912345678", "+99912345678 begins with no known country code"],
    ["+1234567890123456", "+1234567890123456 has 16 digits: a number has at most 15"],
    ["+64800CRADLE", "+64800CRADLE has characters that are no digits"],
    ["+6498879333;ext=1", "+6498879333;ext=1 has characters that are no digits"],
    ["tel:+6498879333", "tel:+6498879333 has characters that are no digits"],
    ["++6498879333", "++6498879333 has a + inside"],
    ["+6498879333\u0000", "+6498879333\u0000 has characters that are no digits"],
  ])("refuses %j in words", (text, message) => {
    const checked = checkE164(text);
    expect(checked).toMatchObject({ ok: false, message });
    const parsed = E164.safeParse(text);
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues[0]?.message).toBe(message);
  });

  it("suggests a national form's number when the country is named", () => {
    expect(checkE164("098879333", "NZ")).toMatchObject({
      message: "098879333 has no + and country code: did you mean +6498879333?",
      suggestion: "+6498879333",
    });
  });

  it("refuses overlong texts without reading them", () => {
    expect(E164.safeParse("+".padEnd(100_000, "1")).success).toBe(false);
    expect(normaliseE164("+64 ".padEnd(100_000, "9"))).toBeNull();
  });
});

describe("normaliseE164", () => {
  it.each([
    ["+6498879333", null, "+6498879333"],
    ["(09) 887-9333", "NZ", "+6498879333"],
    ["09.887.9333", "NZ", "+6498879333"],
    ["64 9 887 9333", "NZ", "+6498879333"],
    ["98879333", "NZ", "+6498879333"],
    ["0064 9 887 9333", null, "+6498879333"],
    ["+1 (202) 555-0123", null, "+12025550123"],
    ["+64098879333", null, "+6498879333"],
    ["+006498879333", null, "+6498879333"],
    ["hello", null, null],
    ["", "NZ", null],
    ["+64", null, null],
    ["098879333", null, null],
    ["098879333", "ZZ", null],
  ])("reads %j in %s as %s", (text, country, number) => {
    expect(normaliseE164(text, country)).toBe(number);
  });
});

describe("e164Shape", () => {
  it.each([
    "+6",
    "+064988793",
    "6498879333",
    "+6498879333\n",
    " +6498879333",
    "+12345678901234567",
  ])("refuses %j", (text) => {
    expect(e164Shape(text)).toBeNull();
  });
});

it("names countries", () => {
  expect(countryName("NZ")).toBe("New Zealand");
  expect(countryName("??")).toBe("??");
});
