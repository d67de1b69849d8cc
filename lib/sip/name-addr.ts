/** Name and address as in From, To, Contact, Route, P-Asserted-Identity (RFC 3261 §20.10, §25.1). */
import { scratchOf, textAt } from "./byte-string";
import {
  CLASS,
  COMMA,
  GREATER,
  IS_DISPLAY,
  IS_URI_IN_HEADER,
  LESS,
  QUESTION,
  QUOTE,
  SEMICOLON,
  STAR,
  skipBlanks,
  trimEnd,
} from "./char-class";
import {
  type Param,
  paramSpan,
  scanParam,
  skipQuoted,
  spells,
  takeParam,
  unfold,
  unquote,
} from "./params";
import { type ParsedUri, parseUriAt } from "./sip-uri";

/** A parsed name-addr or addr-spec with its header parameters. Strings are byte strings. */
export interface NameAddr {
  /** Display name, unquoted and unescaped; null if none was written. */
  readonly display: string | null;
  /** URI as written, without angle brackets. `*` for the Contact wildcard. */
  readonly uri: string;
  /** The URI parsed; null only for the wildcard `*`. */
  readonly parsedUri: ParsedUri | null;
  /** Header parameters (those after `>`), not the URI's own. */
  readonly params: readonly Param[];
  readonly tag: string | null;
}

/** What `scanNameAddr` read last; -1 as start where a part is absent. One reader at a time. */
export const addrSpan = {
  displayStart: -1,
  displayEnd: 0,
  uriStart: 0,
  uriEnd: 0,
  paramsStart: 0,
  tagStart: -1,
  tagEnd: 0,
};

/**
 * Reads one address value up to a comma or the end into `addrSpan`, without looking into its URI. Returns the offset
 * behind it, or `~offset` of the byte at fault.
 */
export function scanNameAddr(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  addrSpan.displayStart = -1;
  let bracketed = false;
  if (at < end && bytes[at] === QUOTE) {
    at = skipQuoted(bytes, at, end);
    if (at < 0) return at;
    addrSpan.displayStart = start;
    addrSpan.displayEnd = at;
    at = skipBlanks(bytes, at, end);
    if (at >= end || bytes[at] !== LESS) return ~at;
    bracketed = true;
  } else {
    // Tokens and blanks before `<` are a display name; anything else first means an address without brackets.
    while (at < end && (CLASS[bytes[at]!]! & IS_DISPLAY) !== 0) at++;
    if (at < end && bytes[at] === LESS) {
      bracketed = true;
      const displayEnd = trimEnd(bytes, start, at);
      if (displayEnd > start) {
        addrSpan.displayStart = start;
        addrSpan.displayEnd = displayEnd;
      }
    }
  }

  if (bracketed) {
    addrSpan.uriStart = ++at;
    while (at < end && (CLASS[bytes[at]!]! & IS_URI_IN_HEADER) !== 0) at++;
    if (at >= end || bytes[at] !== GREATER || at === addrSpan.uriStart) return ~at;
    addrSpan.uriEnd = at++;
  } else {
    // Without brackets `;` and `,` end the URI, and `?` may not stand in it (§20.10).
    at = start;
    while (at < end && (CLASS[bytes[at]!]! & IS_URI_IN_HEADER) !== 0) {
      const byte = bytes[at]!;
      if (byte === SEMICOLON || byte === COMMA) break;
      if (byte === QUESTION) return ~at;
      at++;
    }
    if (at === start) return ~at;
    addrSpan.uriStart = start;
    addrSpan.uriEnd = at;
  }

  at = skipBlanks(bytes, at, end);
  addrSpan.paramsStart = at;
  addrSpan.tagStart = -1;
  while (at < end && bytes[at] === SEMICOLON) {
    const paramAt = at;
    at = scanParam(bytes, at + 1, end);
    if (at < 0) return at;
    if (!spells(bytes, paramSpan.nameStart, paramSpan.nameEnd, "tag")) continue;
    // A second tag, or one without a plain value, would leave the dialog to guesswork (§7.3.1).
    const { valueStart } = paramSpan;
    if (addrSpan.tagStart >= 0 || valueStart < 0 || bytes[valueStart] === QUOTE) return ~paramAt;
    addrSpan.tagStart = valueStart;
    addrSpan.tagEnd = paramSpan.valueEnd;
  }
  return at >= end || bytes[at] === COMMA ? at : ~at;
}

/** What `nameAddrAt` returns with the value: where the list goes on. */
export interface NameAddrAt {
  readonly value: NameAddr;
  /** Offset of the comma or the end. */
  readonly end: number;
  /** Offset of the URI's first byte. */
  readonly uriStart: number;
}

/** Reads the address value at `start` in full, its URI included; null if it is malformed. */
export function nameAddrAt(bytes: Buffer, start: number, end: number): NameAddrAt | null {
  const stop = scanNameAddr(bytes, start, end);
  if (stop < 0) return null;
  const { displayStart, displayEnd, uriStart, uriEnd, tagStart, tagEnd, paramsStart } = addrSpan;
  const wildcard = uriEnd - uriStart === 1 && bytes[uriStart] === STAR && uriStart === start;
  const parsedUri = wildcard ? null : parseUriAt(bytes, uriStart, uriEnd);
  if (parsedUri === null && !wildcard) return null;
  const params: Param[] = [];
  let at = paramsStart;
  while (at < stop) {
    at = scanParam(bytes, at + 1, stop);
    params.push(takeParam(bytes));
  }
  const value: NameAddr = {
    display: displayStart < 0 ? null : unquote(unfold(textAt(bytes, displayStart, displayEnd))),
    uri: textAt(bytes, uriStart, uriEnd),
    parsedUri,
    params,
    tag: tagStart < 0 ? null : textAt(bytes, tagStart, tagEnd),
  };
  return { value, end: stop, uriStart };
}

/** Parses one value; null if it is malformed, its URI included. */
export function parseNameAddr(value: string): NameAddr | null {
  const bytes = scratchOf(value);
  if (bytes === null) return null;
  const end = trimEnd(bytes, 0, value.length);
  const found = nameAddrAt(bytes, skipBlanks(bytes, 0, end), end);
  return found !== null && found.end === end ? found.value : null;
}
