// Countries in words, with their dial codes, for those who choose and read them.
import { COUNTRY_LINES } from "./country-table";

export interface CountryName {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  readonly name: string;
  /** Without +: "64". */
  readonly dialCode: string;
}

/** By name. */
const COUNTRIES: readonly CountryName[] = COUNTRY_LINES.trim()
  .split("\n")
  .map((line) => {
    const [code = "", dialCode = "", ...name] = line.split(" ");
    return { code, dialCode, name: name.join(" ") };
  });

const byCode = new Map(COUNTRIES.map((country) => [country.code, country]));

/** "New Zealand +64"; the code alone where no numbers are known of it. */
export function countryText(code: string): string {
  const country = byCode.get(code);
  return country ? `${country.name} +${country.dialCode}` : code;
}

/** The codes in a text with commas or blanks between, each once, in upper case; whether they are countries is not asked. */
export function codesIn(text: string): string[] {
  return [...new Set(text.toUpperCase().split(/[\s,;]+/))].filter((code) => code !== "").sort();
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * The country whose code `text` is, then those whose name holds it, accents aside; of digits those whose dial code begins
 * with them. All for no text.
 */
export function findCountryNames(text: string): CountryName[] {
  const words = plain(text.trim());
  if (/^\+?\d+$/.test(words)) {
    const digits = words.replace("+", "");
    return COUNTRIES.filter(({ dialCode }) => dialCode.startsWith(digits));
  }
  const exact = byCode.get(words.toUpperCase());
  const named = COUNTRIES.filter((other) => other !== exact && plain(other.name).includes(words));
  return exact ? [exact, ...named] : named;
}
