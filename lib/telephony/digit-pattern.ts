// The little language of numbering-plan patterns (digits, classes, groups, |, ?, {n,m}) as values that consume one
// digit at a time: what no regular expression engine offers, "could a number beginning like this still match?".

/** What remains to be matched. */
export type DigitPattern =
  | { readonly kind: "never" }
  | { readonly kind: "empty" }
  /** One digit of a set; bit n stands for digit n. */
  | { readonly kind: "digit"; readonly set: number }
  | { readonly kind: "then"; readonly first: DigitPattern; readonly rest: DigitPattern }
  | { readonly kind: "either"; readonly options: readonly DigitPattern[] };

const NEVER: DigitPattern = { kind: "never" };
const EMPTY: DigitPattern = { kind: "empty" };

/** Parses a pattern. Throws on any construct beyond those that numbering-plan metadata uses. */
export function parseDigitPattern(source: string): DigitPattern {
  const reader = { source, at: 0 };
  const pattern = parseEither(reader);
  if (reader.at !== source.length) throw new Error(`pattern ${source}: unread at ${reader.at}`);
  return pattern;
}

/** What is left to match after one more digit. */
export function afterDigit(pattern: DigitPattern, digit: number): DigitPattern {
  switch (pattern.kind) {
    case "never":
    case "empty":
      return NEVER;
    case "digit":
      return (pattern.set >> digit) & 1 ? EMPTY : NEVER;
    case "either":
      return either(pattern.options.map((option) => afterDigit(option, digit)));
    case "then": {
      const taken = then(afterDigit(pattern.first, digit), pattern.rest);
      return isComplete(pattern.first) ? either([taken, afterDigit(pattern.rest, digit)]) : taken;
    }
  }
}

/** Whether nothing more is needed for a match. */
export function isComplete(pattern: DigitPattern): boolean {
  switch (pattern.kind) {
    case "never":
    case "digit":
      return false;
    case "empty":
      return true;
    case "either":
      return pattern.options.some(isComplete);
    case "then":
      return isComplete(pattern.first) && isComplete(pattern.rest);
  }
}

/** Whether whatever `inner` matches is matched by `outer` too. */
export function includesPattern(outer: DigitPattern, inner: DigitPattern): boolean {
  const seen = new Set<string>();
  const holds = (a: DigitPattern, b: DigitPattern): boolean => {
    if (b.kind === "never") return true;
    if (a.kind === "never" || (isComplete(b) && !isComplete(a))) return false;
    const key = `${patternKey(a)} ${patternKey(b)}`;
    if (seen.has(key)) return true;
    seen.add(key);
    for (let digit = 0; digit < 10; digit++) {
      if (!holds(afterDigit(a, digit), afterDigit(b, digit))) return false;
    }
    return true;
  };
  return holds(outer, inner);
}

/** One pattern that matches what any of these match. */
export function eitherOf(patterns: readonly DigitPattern[]): DigitPattern {
  return either(patterns);
}

/** Equal texts mean equal patterns. */
function patternKey(pattern: DigitPattern): string {
  switch (pattern.kind) {
    case "never":
      return "!";
    case "empty":
      return "";
    case "digit":
      return `[${pattern.set}]`;
    case "then":
      return patternKey(pattern.first) + patternKey(pattern.rest);
    case "either":
      return `(${pattern.options.map(patternKey).join("|")})`;
  }
}

function then(first: DigitPattern, rest: DigitPattern): DigitPattern {
  if (first.kind === "never" || rest.kind === "never") return NEVER;
  if (first.kind === "empty") return rest;
  if (rest.kind === "empty") return first;
  // Leaning right, so that equal sequences have one form.
  if (first.kind === "then") return then(first.first, then(first.rest, rest));
  return { kind: "then", first, rest };
}

function either(options: readonly DigitPattern[]): DigitPattern {
  const byKey = new Map<string, DigitPattern>();
  for (const option of options) {
    const flat = option.kind === "either" ? option.options : [option];
    for (const one of flat) if (one.kind !== "never") byKey.set(patternKey(one), one);
  }
  const [only, ...more] = [...byKey.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, p]) => p);
  if (only === undefined) return NEVER;
  return more.length === 0 ? only : { kind: "either", options: [only, ...more] };
}

interface Reader {
  readonly source: string;
  at: number;
}

function parseEither(reader: Reader): DigitPattern {
  const options = [parseSequence(reader)];
  while (reader.source[reader.at] === "|") {
    reader.at++;
    options.push(parseSequence(reader));
  }
  return either(options);
}

function parseSequence(reader: Reader): DigitPattern {
  const items: DigitPattern[] = [];
  while (reader.at < reader.source.length && !"|)".includes(reader.source[reader.at] ?? "")) {
    items.push(parseRepeat(reader, parseItem(reader)));
  }
  return items.reduceRight((rest, item) => then(item, rest), EMPTY);
}

function parseItem(reader: Reader): DigitPattern {
  const { source } = reader;
  const char = source[reader.at] ?? "";
  if (char >= "0" && char <= "9") {
    reader.at++;
    return { kind: "digit", set: 1 << Number(char) };
  }
  if (source.startsWith("\\d", reader.at)) {
    reader.at += 2;
    return { kind: "digit", set: 0b1111111111 };
  }
  if (source.startsWith("(?:", reader.at)) {
    reader.at += 3;
    const inner = parseEither(reader);
    if (source[reader.at++] !== ")") throw new Error(`pattern ${source}: group not closed`);
    return inner;
  }
  const set = /^\[([\d-]+)\]/.exec(source.slice(reader.at));
  if (set?.[1] === undefined) throw new Error(`pattern ${source}: unknown at ${reader.at}`);
  reader.at += set[0].length;
  return { kind: "digit", set: classBits(set[1]) };
}

function classBits(text: string): number {
  let bits = 0;
  for (const [, from = "0", to = from] of text.matchAll(/(\d)(?:-(\d))?/g)) {
    for (let digit = Number(from); digit <= Number(to); digit++) bits |= 1 << digit;
  }
  return bits;
}

function parseRepeat(reader: Reader, item: DigitPattern): DigitPattern {
  const rest = reader.source.slice(reader.at);
  const [text, least, most] = rest.startsWith("?")
    ? ["?", "0", "1"]
    : (/^\{(\d+)(?:,(\d+))?\}/.exec(rest) ?? [""]);
  if (text === "") return item;
  reader.at += text.length;
  const min = Number(least);
  const max = Number(most ?? least);
  let repeated: DigitPattern = EMPTY;
  for (let i = max; i > 0; i--) {
    repeated = then(item, repeated);
    if (i > min) repeated = either([EMPTY, repeated]);
  }
  return repeated;
}
