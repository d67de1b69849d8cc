// The numbers that somebody may mean: a text pasted from a mail, a phone, a log or a spreadsheet.
import { findPhoneNumbersInText, isSupportedCountry } from "libphonenumber-js/max";
import { type E164, e164Shape, normaliseE164 } from "./e164";

/** More than a person pastes at once. */
const MOST = 10;

/**
 * Likeliest first. Understands blanks and brackets, 00 for +, `tel:` and `sip:` URIs, percent-encoding, and text around;
 * national forms for each of `countries` (ISO 3166-1 alpha-2). A text in strict shape stands for itself, valid or not.
 */
export function numberCandidates(text: string, countries: readonly string[]): E164[] {
  const plain = decoded(text).trim().slice(0, 500);
  const found = new Set<E164>();
  const add = (number: E164 | null) => {
    if (number !== null) found.add(number);
  };
  const bare = userPart(plain);
  add(e164Shape(bare));
  addAll(bare, countries, add);
  if (found.size === 0) {
    for (const [, user = ""] of plain.matchAll(/(?:sips?|tel):([^@;>?\s"']+)/gi)) {
      addAll(decoded(user), countries, add);
    }
  }
  if (found.size === 0) {
    for (const { number } of findPhoneNumbersInText(plain, { extended: false }))
      add(e164Shape(number.number));
    for (const [run] of plain.matchAll(/\+?\d[\d\s().\-/]{4,24}\d/g)) addAll(run, countries, add);
    for (const country of countries) {
      if (!isSupportedCountry(country)) continue;
      for (const { number } of findPhoneNumbersInText(plain, country))
        add(e164Shape(number.number));
    }
  }
  return [...found].slice(0, MOST);
}

function addAll(text: string, countries: readonly string[], add: (number: E164 | null) => void) {
  // A number that says its country is not another's national form.
  if (/^\s*(\+|00)/.test(text)) add(normaliseE164(text));
  else {
    for (const country of countries) add(normaliseE164(text, country));
    add(normaliseE164(text));
  }
}

/** `sip:+6498879333;x=y@host` is +6498879333. */
function userPart(text: string): string {
  const match = /^<?(?:sips?|tel):([^@;>?]*)/i.exec(text);
  return match?.[1] ?? text.replace(/[;,.]+$/, "");
}

function decoded(text: string): string {
  return text.replace(/%([0-7][0-9a-f])/gi, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
