// Whether a called number is an emergency number of a country: Cradle carries none of them.

import { EMERGENCY_LINES, UNIVERSAL_EMERGENCY_NUMBERS } from "./emergency-table";
import { callingCodeOf } from "./number-plan";

const universal: ReadonlySet<string> = new Set(UNIVERSAL_EMERGENCY_NUMBERS);
const own = new Map<string, ReadonlySet<string>>();
let longest = 0;

for (const line of EMERGENCY_LINES.trim().split("\n")) {
  const [country = "", ...numbers] = line.trim().split(" ");
  own.set(country, new Set(numbers));
  for (const number of numbers) longest = Math.max(longest, number.length);
}

/** Sorted emergency numbers of a country (ISO 3166-1 alpha-2); an unknown country has the universal ones. */
export function findEmergencyNumbers(country: string): string[] {
  return [...new Set([...universal, ...(own.get(country) ?? [])])].sort();
}

/**
 * Whether a Request-URI user is an emergency number of the country: bare ("111"), with + alone ("+111"), or with the
 * country's code ("+64111", "0064111", "64111"). Parameters after a semicolon and visual separators are looked
 * through, so that "1-1-1" is no way around.
 */
export function isEmergencyNumber(user: string, country: string): boolean {
  if (isTooLong(user)) return false;
  const dialled = plainDigits(user);
  if (dialled.length > longest + 5) return false;
  const digits = dialled.replace(/^(\+|00)(?=.)/, "");
  if (isListed(dialled, country) || isListed(digits, country)) return true;
  const code = callingCodeOf(country);
  return code !== null && digits.startsWith(code) && isListed(digits.slice(code.length), country);
}

/** More plain digits than country code and emergency number have: the usual case ends here. */
function isTooLong(user: string): boolean {
  const begin = user.charCodeAt(0) === 43 ? 1 : 0;
  // Without +, 00 may stand before the country code.
  if (user.length - begin <= longest + (begin === 1 ? 3 : 5)) return false;
  for (let i = begin; i < user.length; i++) {
    const char = user.charCodeAt(i);
    if (char < 48 || char > 57) return false;
  }
  return true;
}

function isListed(number: string, country: string): boolean {
  return universal.has(number) || (own.get(country)?.has(number) ?? false);
}

function plainDigits(user: string): string {
  const end = user.indexOf(";");
  return (end === -1 ? user : user.slice(0, end)).replace(/[.() -]/g, "");
}
