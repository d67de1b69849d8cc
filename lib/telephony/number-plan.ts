// Calling codes, possible lengths and countries of numbers, quick enough for every message.

import type { E164 } from "./e164";
import { NUMBER_PLAN_LINES } from "./number-plan-table";

/** What a text is packed to when it is not a possible number. */
export const NO_NUMBER = -1;

/** Leaf of ranges that belong to no country. */
const NOBODY = 1;

// Tries over digits: node n has ten slots from n * 10. A positive slot is the next node, a negative one a leaf.
interface Trie {
  readonly slots: number[];
}

function insert(trie: Trie, digits: string, leaf: number): void {
  let node = 0;
  for (let i = 0; i < digits.length; i++) {
    const slot = node * 10 + digits.charCodeAt(i) - 48;
    if (i === digits.length - 1) {
      const next = trie.slots[slot] ?? 0;
      // A longer prefix stands below already: what it leaves open is this leaf's.
      if (next > 0) fillBelow(trie, next, leaf);
      else trie.slots[slot] = -leaf;
      return;
    }
    let next = trie.slots[slot] ?? 0;
    if (next <= 0) {
      const inherited = next;
      next = trie.slots.length / 10;
      trie.slots[slot] = next;
      for (let digit = 0; digit < 10; digit++) trie.slots.push(inherited);
    }
    node = next;
  }
}

function fillBelow(trie: Trie, node: number, leaf: number): void {
  for (let slot = node * 10; slot < node * 10 + 10; slot++) {
    const next = trie.slots[slot] ?? 0;
    if (next === 0) trie.slots[slot] = -leaf;
    else if (next > 0) fillBelow(trie, next, leaf);
  }
}

const codes: Trie = { slots: new Array<number>(10).fill(0) };
const countries: Trie = { slots: new Array<number>(10).fill(0) };
/** By leaf of `codes`: bit n says that n digits after the + are possible. */
const lengthBits: number[] = [0];
const countryNames: string[] = ["", "-"];
const callingCodes = new Map<string, string>();

for (const line of NUMBER_PLAN_LINES.trim().split("\n")) {
  const [code = "", lengths = "", main = "-", ...others] = line.split(" ");
  let bits = 0;
  for (const length of lengths.split(",")) bits |= 1 << (code.length + Number(length));
  insert(codes, code, lengthBits.length);
  lengthBits.push(bits);
  const prefixes = [`${main}:`, ...others].flatMap((text) => {
    const [country = "-", list = ""] = text.split(":");
    if (country !== "-") callingCodes.set(country, code);
    return list.split(",").map((prefix) => ({ digits: code + prefix, country }));
  });
  // Shorter prefixes first: a longer one then cuts its part out of them.
  prefixes.sort((a, b) => a.digits.length - b.digits.length);
  for (const { digits, country } of prefixes) {
    const known = countryNames.indexOf(country, 2);
    const leaf = country === "-" ? NOBODY : known === -1 ? countryNames.push(country) - 1 : known;
    insert(countries, digits, leaf);
  }
}

const codeSlots = Int16Array.from(codes.slots);
const countrySlots = Int16Array.from(countries.slots);

/**
 * The digits of a possible number as one integer (at most 15 digits: a double holds it exactly), or NO_NUMBER.
 * Possible: `+`, known country code, a length that numbers of that code have. Linear, no allocation.
 */
export function packPossibleE164(user: string): number {
  const { length } = user;
  if (length < 4 || length > 16 || user.charCodeAt(0) !== 43) return NO_NUMBER;
  let packed = 0;
  let slot = 0;
  for (let i = 1; i < length; i++) {
    const digit = user.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return NO_NUMBER;
    packed = packed * 10 + digit;
    if (slot >= 0) {
      slot = codeSlots[slot * 10 + digit] ?? 0;
      if (slot === 0) return NO_NUMBER;
    }
  }
  // No code is longer than the three digits that are here at least: the slot is a leaf.
  return ((lengthBits[-slot] ?? 0) >> (length - 1)) & 1 ? packed : NO_NUMBER;
}

/** Whether a text is `+`, a known country code and a possible length: the check of every message. */
export function isPossibleE164(user: string): user is E164 {
  return packPossibleE164(user) !== NO_NUMBER;
}

/** Writes a packed number out. */
export function unpackE164(packed: number): E164 {
  return `+${packed}` as E164;
}

/**
 * Country (ISO 3166-1 alpha-2) of a possible number; null for global services and for ranges that nobody has.
 * Prefixes decide, not full validity.
 */
export function countryOfNumber(number: E164): string | null {
  let slot = 0;
  for (let i = 1; i < number.length && slot >= 0; i++) {
    slot = countrySlots[slot * 10 + number.charCodeAt(i) - 48] ?? 0;
    if (slot === 0) return null;
  }
  return slot >= 0 || -slot === NOBODY ? null : (countryNames[-slot] ?? null);
}

/** Country calling code without + ("64"), or null for an unknown country. */
export function callingCodeOf(country: string): string | null {
  return callingCodes.get(country) ?? null;
}

/** Every country that numbers are known of, ISO 3166-1 alpha-2, sorted. */
export function findCountries(): string[] {
  return [...callingCodes.keys()].sort();
}
