/** Lists in headers: values over several lines and behind commas. */
import { textAt } from "./byte-string";
import { BACKSLASH, COMMA, GREATER, LESS, QUOTE, skipBlanks, trimEnd } from "./char-class";
import { type NameAddr, nameAddrAt } from "./name-addr";
import { unfold } from "./params";
import { type Via, viaAt } from "./via";

/** One element of a comma list: the span of its text without blanks around it. */
interface ElementSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * Splits a span at the commas outside quoted strings and angle brackets. Empty elements are kept: whoever reads the
 * list decides on them. A span of blanks has no element.
 */
function splitAt(bytes: Uint8Array, start: number, end: number): ElementSpan[] {
  const found: ElementSpan[] = [];
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
      found.push(trimmed(bytes, from, at));
      from = at + 1;
    }
  }
  const last = trimmed(bytes, from, end);
  if (found.length > 0 || last.end > last.start) found.push(last);
  return found;
}

function trimmed(bytes: Uint8Array, from: number, to: number): ElementSpan {
  const start = skipBlanks(bytes, from, to);
  return { start, end: trimEnd(bytes, start, to) };
}

/** The elements as unfolded byte strings. */
export function textsAt(bytes: Buffer, start: number, end: number): string[] {
  return splitAt(bytes, start, end).map((span) => unfold(textAt(bytes, span.start, span.end)));
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
