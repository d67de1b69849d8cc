// E.164 numbers: the strict form, the validity that stored numbers need, and words that name the right form.

import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from "libphonenumber-js/max";
import { z } from "zod";
import type { Checked } from "./checked";

/** `+`, a first digit that is not 0, at most 15 digits: the only form in which a number is stored or sent. */
export const E164_SHAPE = /^\+[1-9]\d{1,14}$/;

/**
 * A number that exists in its country's plan, in full E.164 form with its leading +. Slow (10 to 20 µs): for forms
 * and stored rows, never on the path of a message.
 */
export const E164 = z
  .string()
  .max(64)
  .superRefine((text, context) => {
    const checked = checkE164(text);
    if (!checked.ok) context.addIssue({ code: "custom", message: checked.message });
  })
  .brand<"E164">();
export type E164 = z.infer<typeof E164>;

/** Narrows a text that already stands in strict shape (from the store or the wire); null when it does not. */
export function e164Shape(text: string): E164 | null {
  return E164_SHAPE.test(text) ? (text as E164) : null;
}

/**
 * Full check of a number: strict shape, valid in its country, and written exactly as libphonenumber writes it.
 * A refusal names the right form where one can be found; `country` (ISO 3166-1 alpha-2) helps with national forms.
 */
export function checkE164(text: string, country: string | null = null): Checked<E164> {
  if (text === "") return refused("a number is needed, such as +6498879333", null);
  if (text.length > 64) return refused("a number is at most + and 15 digits", null);
  const suggestion = normaliseE164(text, country);
  if (suggestion === text) return { ok: true, value: suggestion };
  return refused(whyNot(text, suggestion), suggestion);
}

/**
 * The valid number meant by a text in any usual format (blanks, hyphens, brackets, 00, no +, national form when a
 * country is named), or null. For look-ups and suggestions.
 */
export function normaliseE164(text: string, country: string | null = null): E164 | null {
  if (text.length > 64) return null;
  const bare = asciiDigits(text)
    .replace(/\(0\)/g, "")
    .replace(/[\s().\-/\u00a0\u2010-\u2015]/g, "");
  if (!/^\+?\d{3,20}$/.test(bare)) return null;
  // A national form first: 98879333 typed for New Zealand is not Iran's +98 879333.
  if (country !== null && isSupportedCountry(country) && !bare.startsWith("+")) {
    const national = validNumber(bare, country);
    if (national !== null) return national;
  }
  if (bare.startsWith("+")) return validNumber(bare.replace(/^\+00/, "+"));
  if (bare.startsWith("00")) return validNumber(`+${bare.slice(2)}`);
  return bare.startsWith("0") ? null : validNumber(`+${bare}`);
}

function validNumber(text: string, country?: CountryCode): E164 | null {
  const parsed = parsePhoneNumberFromString(text, country);
  return parsed?.isValid() && !parsed.ext ? e164Shape(parsed.number) : null;
}

function whyNot(text: string, suggestion: E164 | null): string {
  const fault = faultOf(text, suggestion);
  return suggestion === null ? fault : `${fault}: did you mean ${suggestion}?`;
}

function faultOf(text: string, suggestion: E164 | null): string {
  if (asciiDigits(text) !== text) return `${text} has digits of another script`;
  if (/[^\d+\s().\-/\u00a0\u2010-\u2015]/.test(text))
    return `${text} has characters that are no digits`;
  if (text.lastIndexOf("+") > 0) return `${text} has a + inside`;
  // Of a national number the blanks are not what is wrong first.
  const isNational = suggestion === null && !text.startsWith("+") && !text.startsWith("00");
  if (/[^\d+]/.test(text) && !isNational) return `${text} has blanks, hyphens or brackets`;
  if (text.startsWith("00")) return `${text} begins with 00 instead of +`;
  if (!text.startsWith("+")) {
    if (text.startsWith("0") || suggestion === null) return `${text} has no + and country code`;
    // The digits as typed are the number itself, or they lack the country code as well.
    return suggestion === `+${text}`
      ? `${text} has no leading +`
      : `${text} has no + and country code`;
  }
  if (text.startsWith("+0")) return `${text} begins with +0: no country code does`;
  if (suggestion !== null) {
    return hasTrunkZero(text, suggestion)
      ? `${text} has a trunk 0`
      : `${text} is not how this number is written`;
  }
  return whyInvalid(text);
}

/** Whether the text is the suggested number with a national 0 after its country code. */
function hasTrunkZero(text: string, suggestion: string): boolean {
  if (text.length !== suggestion.length + 1) return false;
  const at = [...suggestion].findIndex((digit, i) => digit !== text[i]);
  const place = at === -1 ? suggestion.length : at;
  return text[place] === "0" && text.slice(place + 1) === suggestion.slice(place);
}

function whyInvalid(text: string): string {
  const digits = text.length - 1;
  if (digits > 15) return `${text} has ${digits} digits: a number has at most 15`;
  const parsed = parsePhoneNumberFromString(text);
  const name = parsed?.country === undefined ? null : countryName(parsed.country);
  const where = name === null ? "" : ` for a number in ${name}`;
  const fault = validatePhoneNumberLength(text);
  switch (fault) {
    case "INVALID_COUNTRY":
      return `${text} begins with no known country code`;
    case "NOT_A_NUMBER":
      return `${text} is not a number`;
    case "TOO_SHORT":
      return `${text} is too short${where}`;
    case "TOO_LONG":
      return `${text} is too long${where}`;
    case "INVALID_LENGTH":
      return `${text} has a wrong number of digits${where}`;
    case undefined:
      return `${text} is not in use${name === null ? "" : ` in ${name}`}`;
    default:
      return `${text} is not a valid number`;
  }
}

const countryNames = new Intl.DisplayNames(["en"], { type: "region" });

/** English name of an ISO 3166-1 alpha-2 code; the code itself when it has none. */
export function countryName(country: string): string {
  return /^[A-Z]{2}$/.test(country) ? (countryNames.of(country) ?? country) : country;
}

/** Fullwidth, Arabic-Indic and extended Arabic-Indic digits, and the fullwidth plus, as ASCII. */
function asciiDigits(text: string): string {
  return text.replace(/[\uff0b\uff10-\uff19\u0660-\u0669\u06f0-\u06f9]/g, (char) =>
    char === "\uff0b" ? "+" : String(char.charCodeAt(0) & 15),
  );
}

function refused(message: string, suggestion: string | null) {
  return { ok: false, message, suggestion } as const;
}
