/** The strict pass over a URI (RFC 3261 §25.1, RFC 3966 §3): where its parts are, and whether it is one at all. */
import { textAt } from "./byte-string";
import {
  AMPERSAND,
  AT,
  CLASS,
  COLON,
  EQUALS,
  IS_HEX,
  IS_PASSWORD,
  IS_URI,
  IS_URI_HEADER,
  IS_URI_PARAM,
  IS_USER,
  isDigit,
  PERCENT,
  PLUS,
  QUESTION,
  SEMICOLON,
  STAR,
} from "./char-class";
import { decodeEscapes } from "./escapes";
import { digitsEnd, type HostKind, hostSpan, portAt, scanHost } from "./host";
import { type Param, spells } from "./params";

/** What `scanUri` read last; -1 as start where a part is absent. One reader at a time. */
export const uriSpan = {
  scheme: "other" as "sip" | "sips" | "tel" | "other",
  schemeEnd: 0,
  /** User part of a sip URI, number of a tel URI. */
  userStart: -1,
  userEnd: 0,
  passwordStart: -1,
  passwordEnd: 0,
  hostStart: 0,
  hostEnd: 0,
  hostKind: "name" as HostKind,
  port: -1,
  paramsStart: 0,
  headersStart: 0,
};

/**
 * Reads the URI in these bytes, which must be all of it, into `uriSpan`; false if it is malformed. Makes no strings for
 * a usual one.
 */
export function scanUri(bytes: Buffer, start: number, end: number): boolean {
  let at = start;
  while (at < end && isSchemeByte(bytes[at]!)) at++;
  if (at === start || at >= end || bytes[at] !== COLON || !isLetter(bytes[start]!)) return false;
  uriSpan.schemeEnd = at;
  uriSpan.userStart = -1;
  uriSpan.passwordStart = -1;
  if (spells(bytes, start, at, "sip")) uriSpan.scheme = "sip";
  else if (spells(bytes, start, at, "sips")) uriSpan.scheme = "sips";
  else if (spells(bytes, start, at, "tel")) {
    uriSpan.scheme = "tel";
    return scanTel(bytes, at + 1, end);
  } else {
    uriSpan.scheme = "other";
    return at + 1 < end && run(bytes, at + 1, end, IS_URI) === end;
  }
  return scanSip(bytes, at + 1, end);
}

function isLetter(byte: number): boolean {
  const lower = byte | 32;
  return lower >= 97 && lower <= 122;
}

function isSchemeByte(byte: number): boolean {
  return isLetter(byte) || isDigit(byte) || byte === PLUS || byte === 45 || byte === 46;
}

function scanSip(bytes: Buffer, start: number, end: number): boolean {
  let at = start;
  // Nothing behind the userinfo may hold an @, so the first one ends it.
  let sign = start;
  while (sign < end && bytes[sign] !== AT) sign++;
  if (sign < end) {
    at = run(bytes, start, sign, IS_USER);
    if (at === start) return false;
    uriSpan.userStart = start;
    uriSpan.userEnd = at;
    if (at < sign) {
      if (bytes[at] !== COLON || run(bytes, at + 1, sign, IS_PASSWORD) !== sign) return false;
      uriSpan.passwordStart = at + 1;
      uriSpan.passwordEnd = sign;
    }
    at = sign + 1;
  }
  uriSpan.hostStart = at;
  at = scanHost(bytes, at, end);
  if (at < 0) return false;
  uriSpan.hostKind = hostSpan.kind;
  uriSpan.port = -1;
  if (at < end && bytes[at] === COLON) {
    const portEnd = digitsEnd(bytes, at + 1, end);
    uriSpan.port = portAt(bytes, at + 1, portEnd);
    if (uriSpan.port < 0) return false;
    at = portEnd;
  }
  uriSpan.hostEnd = at;
  at = scanParams(bytes, at, end);
  if (at < 0) return false;
  // `?` before the first header, `&` before each other.
  for (let mark = QUESTION; at < end; mark = AMPERSAND) {
    if (bytes[at] !== mark) return false;
    const nameEnd = run(bytes, at + 1, end, IS_URI_HEADER);
    if (nameEnd === at + 1 || nameEnd >= end || bytes[nameEnd] !== EQUALS) return false;
    at = run(bytes, nameEnd + 1, end, IS_URI_HEADER);
  }
  return true;
}

/** `tel:` with digits and visual separators, `+` first where global; local numbers may hold `*`, `#` (RFC 3966 §3). */
function scanTel(bytes: Buffer, start: number, end: number): boolean {
  let at = start;
  let digits = 0;
  if (at < end && bytes[at] === PLUS) at++;
  for (; at < end && bytes[at] !== SEMICOLON; at++) {
    const byte = bytes[at]!;
    if ((CLASS[byte]! & IS_HEX) !== 0 || byte === STAR || byte === 35) digits++;
    else if (byte !== 45 && byte !== 46 && byte !== 40 && byte !== 41) return false;
  }
  uriSpan.userStart = start;
  uriSpan.userEnd = at;
  return digits > 0 && scanParams(bytes, at, end) === end;
}

/** URI parameters from `at`: `;name` or `;name=value`, no name twice (§19.1.1). Offset behind them, -1 if malformed. */
function scanParams(bytes: Buffer, at: number, end: number): number {
  uriSpan.paramsStart = at;
  let count = 0;
  while (at < end && bytes[at] === SEMICOLON) {
    const nameStart = at + 1;
    at = run(bytes, nameStart, end, IS_URI_PARAM);
    if (at === nameStart) return -1;
    if (at < end && bytes[at] === EQUALS) {
      const valueStart = at + 1;
      at = run(bytes, valueStart, end, IS_URI_PARAM);
      if (at === valueStart) return -1;
    }
    count++;
  }
  uriSpan.headersStart = at;
  if (count > 1) {
    const names = takeParams(bytes, uriSpan.paramsStart, at).map((param) => param.name);
    if (new Set(names).size < names.length) return -1;
  }
  return at;
}

/** The parameters in a span that `scanParams` has passed. */
export function takeParams(bytes: Buffer, start: number, end: number): Param[] {
  const list: Param[] = [];
  for (let at = start; at < end; ) {
    const nameEnd = run(bytes, at + 1, end, IS_URI_PARAM);
    const name = decodeEscapes(textAt(bytes, at + 1, nameEnd)) ?? "";
    at = nameEnd;
    let value: string | null = null;
    if (at < end && bytes[at] === EQUALS) {
      at = run(bytes, nameEnd + 1, end, IS_URI_PARAM);
      value = textAt(bytes, nameEnd + 1, at);
    }
    list.push({ name: name.toLowerCase(), value });
  }
  return list;
}

/** The headers in a span that `scanSip` has passed. */
export function takeHeaders(bytes: Buffer, start: number, end: number): Param[] {
  const list: Param[] = [];
  for (let at = start; at < end; ) {
    const nameEnd = run(bytes, at + 1, end, IS_URI_HEADER);
    const name = textAt(bytes, at + 1, nameEnd);
    at = run(bytes, nameEnd + 1, end, IS_URI_HEADER);
    list.push({ name, value: textAt(bytes, nameEnd + 1, at) });
  }
  return list;
}

/** The offset behind the longest run of bytes of that class and escapes. A broken escape ends the run. */
function run(bytes: Uint8Array, at: number, end: number, bit: number): number {
  for (;;) {
    while (at < end && (CLASS[bytes[at]!]! & bit) !== 0) at++;
    if (
      at + 2 >= end ||
      bytes[at] !== PERCENT ||
      (CLASS[bytes[at + 1]!]! & IS_HEX) === 0 ||
      (CLASS[bytes[at + 2]!]! & IS_HEX) === 0
    ) {
      return at;
    }
    at += 3;
  }
}
