/** Lists in headers: values over several lines and behind commas. */
import { BACKSLASH, COMMA, GREATER, LESS, QUOTE, skipBlanks, trimEnd } from "./char-class";
import { type NameAddr, nameAddrAt } from "./name-addr";
import { unfold } from "./params";
import { type Via, viaAt } from "./via";

/**
 * Adds the elements of a comma list, split at the commas outside quoted strings and angle brackets, as unfolded byte
 * strings without blanks around. Empty elements are kept: whoever reads the list decides on them. A span of blanks has no
 * element. `text`: the same bytes as a byte string.
 */
export function addTexts(
  list: string[],
  bytes: Uint8Array,
  start: number,
  end: number,
  text: string,
): void {
  let from = start;
  let inQuotes = false;
  let inBrackets = false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (inQuotes) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inQuotes = false;
    } else if (byte === QUOTE && !inBrackets) {
      inQuotes = true;
    } else if (byte === LESS) {
      inBrackets = true;
    } else if (byte === GREATER) {
      inBrackets = false;
    } else if (byte === COMMA && !inBrackets) {
      const first = skipBlanks(bytes, from, at);
      list.push(unfold(text.slice(first, trimEnd(bytes, first, at))));
      from = at + 1;
    }
  }
  const first = skipBlanks(bytes, from, end);
  const last = trimEnd(bytes, first, end);
  if (from > start || last > first) list.push(unfold(text.slice(first, last)));
}

/** Adds every address of one header line to the list; false if one is malformed. */
export function addNameAddrs(list: NameAddr[], bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; ; at = skipBlanks(bytes, at + 1, end)) {
    const found = nameAddrAt(bytes, at, end);
    if (found === null) return false;
    list.push(found.value);
    at = found.end;
    if (at >= end) return true;
  }
}

/** Adds every Via of one header line to the list; false if one is malformed. */
export function addVias(list: Via[], bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; ; at = skipBlanks(bytes, at + 1, end)) {
    const found = viaAt(bytes, at, end);
    if (found === null) return false;
    list.push(found.via);
    at = found.end;
    if (at >= end) return true;
  }
}
