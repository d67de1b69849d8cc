// What numbers begin with, where somebody has typed only their first digits.
import { getCountryCallingCode, isSupportedCountry } from "libphonenumber-js/max";

const FEWEST_DIGITS = 3;
const MOST_DIGITS = 15;

/**
 * "+649887", "0064 9 887" and, with NZ among `countries`, "09 887" all begin +649887. Empty for a text with letters or
 * with too few digits.
 */
export function numberPrefixes(text: string, countries: readonly string[]): string[] {
  const plain = text.trim().replace(/^(?:tel|sips?):/i, "");
  if (!/^[+\d(][\d\s().\-/]*$/.test(plain)) return [];
  const digits = plain.replace(/\D/g, "");
  if (digits.length < FEWEST_DIGITS || digits.length > MOST_DIGITS + 2) return [];
  if (plain.startsWith("+")) return [`+${digits}`];
  if (digits.startsWith("00")) return [`+${digits.slice(2)}`];
  const codes = countries.flatMap((country) =>
    isSupportedCountry(country) ? [getCountryCallingCode(country)] : [],
  );
  const national = digits.replace(/^0/, "");
  const found = [...new Set(codes)].map((code) => `+${code}${national}`);
  return digits.startsWith("0") ? found : [`+${digits}`, ...found];
}
