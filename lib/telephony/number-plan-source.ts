// Makes the compact numbering-plan table from libphonenumber's metadata. Runs when the table is made and tested, never
// in the product.

import metadata from "libphonenumber-js/metadata.max.json";
import {
  afterDigit,
  type DigitPattern,
  eitherOf,
  includesPattern,
  isComplete,
  parseDigitPattern,
} from "./digit-pattern";

/** Columns of a country's metadata; those that are read have a name. */
type MetadataRow = readonly [
  code: string,
  idd: unknown,
  pattern: string,
  possibleLengths: readonly number[],
  formats: unknown,
  unused5: unknown,
  unused6: unknown,
  unused7: unknown,
  unused8: unknown,
  unused9: unknown,
  leadingDigits?: string | 0,
  types?: readonly (readonly [pattern: string, lengths?: readonly number[]] | 0)[],
];

/**
 * One line a country calling code: "64 5,6,7,8,9,10 NZ", or "7 10 RU KZ:33,7": the code, the possible lengths of the
 * national number, its country, then the prefixes of the national number that other countries have where several
 * share the code; the longest prefix wins. "-" is no country: satellite and other global services, and prefixes of up
 * to three digits that nobody has.
 */
export function numberPlanLines(): string[] {
  const lines: string[] = [];
  for (const [code, countries] of Object.entries(metadata.country_calling_codes)) {
    const lengths = countryRow(countries[0] ?? "")[3];
    lines.push(`${code} ${lengths.join(",")} ${countriesText(countries)}`);
  }
  for (const [code, row] of Object.entries(metadata.nonGeographic)) {
    lines.push(`${code} ${(row as unknown as MetadataRow)[3].join(",")} -`);
  }
  return lines.sort();
}

function countryRow(country: string): MetadataRow {
  const row = (metadata.countries as Record<string, unknown>)[country];
  if (!Array.isArray(row)) throw new Error(`no metadata for ${country}`);
  return row as unknown as MetadataRow;
}

/** A country that a number may still turn out to belong to. */
interface Contender {
  readonly country: string;
  readonly pattern: DigitPattern;
  /** The pattern is one of leading digits: once complete it stays so, whatever follows. */
  readonly isLeading: boolean;
}

function contender(country: string, lengths: readonly number[]): Contender {
  const [, , general, ownLengths, , , , , , , leading, types = []] = countryRow(country);
  if (leading) return { country, pattern: parseDigitPattern(leading), isLeading: true };
  // Local short forms (Canada's 310 1234) are no international numbers: their length gives them away.
  const patterns = types.flatMap((type) =>
    type !== 0 && type[0] !== "" && (type[1] ?? ownLengths).some((n) => lengths.includes(n))
      ? [type[0]]
      : [],
  );
  const all = (patterns.length > 0 ? patterns : [general]).map(parseDigitPattern);
  return { country, pattern: eitherOf(all), isLeading: false };
}

function countriesText(countries: readonly string[]): string {
  const [main = "-"] = countries;
  if (countries.length === 1) return main;
  const lengths = countryRow(main)[3];
  const tree = treeOf(
    countries.map((country) => contender(country, lengths)),
    0,
  );
  const prefixes = new Map<string, string[]>();
  listPrefixes(tree, "", main, prefixes);
  const lists = [...prefixes].sort(([a], [b]) => (a < b ? -1 : 1));
  return [main, ...lists.map(([country, list]) => `${country}:${list.join(",")}`)].join(" ");
}

/** A leaf is a country, or null for nobody; a branch has ten. */
type Tree = string | null | { readonly branches: readonly Tree[] };

const DEEPEST = 9;

/**
 * The tree of prefixes, as deep as it takes until one country is left. As in libphonenumber, the first of the list
 * wins where several match for good (toll-free numbers of the North American plan).
 */
function treeOf(from: readonly Contender[], depth: number): Tree {
  const alive = stillAlive(from);
  const [first] = alive;
  if (first === undefined) return null;
  if (alive.length === 1 || depth === DEEPEST) return first.country;
  const branches: Tree[] = [];
  for (let digit = 0; digit < 10; digit++) {
    branches.push(
      treeOf(
        alive.map((one) => advance(one, digit)),
        depth + 1,
      ),
    );
  }
  const [one] = branches;
  return typeof one !== "object" && branches.every((other) => other === one)
    ? (one ?? null)
    : { branches };
}

function advance(one: Contender, digit: number): Contender {
  if (one.isLeading && isComplete(one.pattern)) return one;
  return { ...one, pattern: afterDigit(one.pattern, digit) };
}

/** Those that can still win, in order: none after one that has won, none whose every match is an earlier one's. */
function stillAlive(from: readonly Contender[]): Contender[] {
  const alive: Contender[] = [];
  for (const one of from) {
    if (one.pattern.kind === "never") continue;
    const isTaken = alive.some(
      (earlier) => !earlier.isLeading && includesPattern(earlier.pattern, one.pattern),
    );
    if (!isTaken || one.isLeading) alive.push(one);
    if (one.isLeading && isComplete(one.pattern)) break;
  }
  return alive;
}

/** The deepest prefix at which nobody is written down; deeper gaps go with what is around them. */
const NOBODY_DEPTH = 3;

function listPrefixes(
  tree: Tree,
  prefix: string,
  around: string,
  found: Map<string, string[]>,
): void {
  if (tree === null) {
    if (prefix.length <= NOBODY_DEPTH && around !== "-") add(found, "-", prefix);
  } else if (typeof tree === "string") {
    if (tree !== around) add(found, tree, prefix);
  } else {
    const main = mostFrequent(tree);
    const isOther = prefix !== "" && main !== around;
    if (isOther) add(found, main, prefix);
    tree.branches.forEach((branch, digit) => {
      listPrefixes(branch, `${prefix}${digit}`, isOther ? main : around, found);
    });
  }
}

function mostFrequent(tree: { readonly branches: readonly Tree[] }): string {
  const counts = new Map<string, number>();
  for (const branch of tree.branches) {
    const country = branch === null || typeof branch === "string" ? branch : mostFrequent(branch);
    if (country !== null) counts.set(country, (counts.get(country) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? "-";
}

function add(found: Map<string, string[]>, country: string, prefix: string): void {
  found.set(country, [...(found.get(country) ?? []), prefix]);
}
