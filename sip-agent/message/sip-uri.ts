/** Strict, linear parser of SIP, SIPS and TEL URIs (RFC 3261 §19.1, RFC 3966); other schemes stay opaque. */
import { bytesOf, textAt } from "./byte-string";
import {
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
  QUESTION,
  SEMICOLON,
  TOKEN_LOWER,
} from "./char-class";
import { digitsEnd, type HostKind, hostSpan, portAt, scanHost, takeHost } from "./host";
import type { Param } from "./params";

/** A `sip:` or `sips:` URI. Raw parts are exactly as written, escapes included. */
export interface SipUri {
  readonly kind: "sip";
  readonly scheme: "sip" | "sips";
  /** User part as written (escapes and any `;parameters` of its own kept), null if none. */
  readonly user: string | null;
  /** Password as written, null if none. */
  readonly password: string | null;
  /** Lower-case, IPv6 without brackets, without a name's trailing dot. */
  readonly host: string;
  readonly hostKind: HostKind;
  readonly port: number | null;
  /** Names lower-case with escapes decoded, values as written. */
  readonly params: readonly Param[];
  /** What follows `?`: names and values as written. */
  readonly headers: readonly Param[];
  /** Span of `host[:port]` inside the URI's text, so that an editor can replace just that. */
  readonly hostStart: number;
  readonly hostEnd: number;
}

/** A `tel:` URI: the subscriber number as written, and its parameters. */
export interface TelUri {
  readonly kind: "tel";
  readonly scheme: "tel";
  readonly number: string;
  readonly params: readonly Param[];
}

/** An absolute URI of a scheme that a SIP proxy does not route. */
export interface OtherUri {
  readonly kind: "other";
  /** Lower-case. */
  readonly scheme: string;
  /** The whole URI as written. */
  readonly text: string;
}

export type ParsedUri = SipUri | TelUri | OtherUri;

/** Parses an absolute URI; null if it is malformed. Linear time, never throws. */
export function parseUri(text: string): ParsedUri | null {
  const bytes = bytesOf(text);
  return bytes === null ? null : parseUriAt(bytes, 0, bytes.length);
}

/** Parses the URI in these bytes, which must be all of it; null if it is malformed. */
export function parseUriAt(bytes: Buffer, start: number, end: number): ParsedUri | null {
  let at = start;
  while (at < end && isSchemeByte(bytes[at]!)) at++;
  const first = start < end ? (TOKEN_LOWER[bytes[start]!] ?? 0) : 0;
  if (first < 97 || first > 122 || at >= end || bytes[at] !== COLON) return null;
  const scheme = textAt(bytes, start, at).toLowerCase();
  at++;
  if (scheme === "sip" || scheme === "sips") return parseSip(bytes, scheme, start, at, end);
  if (scheme === "tel") return parseTel(bytes, at, end);
  if (at === end || run(bytes, at, end, IS_URI) !== end) return null;
  return { kind: "other", scheme, text: textAt(bytes, start, end) };
}

function isSchemeByte(byte: number): boolean {
  const lower = TOKEN_LOWER[byte]!;
  return (
    (lower >= 97 && lower <= 122) || isDigit(byte) || byte === 43 || byte === 45 || byte === 46
  );
}

function parseSip(
  bytes: Buffer,
  scheme: "sip" | "sips",
  uriStart: number,
  start: number,
  end: number,
): SipUri | null {
  let at = start;
  let user: string | null = null;
  let password: string | null = null;
  // Nothing behind the userinfo may hold an @, so the first one ends it.
  let sign = start;
  while (sign < end && bytes[sign] !== AT) sign++;
  if (sign < end) {
    at = run(bytes, start, sign, IS_USER);
    if (at === start) return null;
    user = textAt(bytes, start, at);
    if (at < sign) {
      if (bytes[at] !== COLON || run(bytes, at + 1, sign, IS_PASSWORD) !== sign) return null;
      password = textAt(bytes, at + 1, sign);
    }
    at = sign + 1;
  }
  const hostStart = at;
  at = scanHost(bytes, at, end);
  if (at < 0) return null;
  const host = takeHost(bytes);
  const hostKind = hostSpan.kind;
  let port: number | null = null;
  if (at < end && bytes[at] === COLON) {
    const portEnd = digitsEnd(bytes, at + 1, end);
    port = portAt(bytes, at + 1, portEnd);
    if (port < 0) return null;
    at = portEnd;
  }
  const hostEnd = at;

  const params = paramsAt(bytes, at, end);
  if (params === null) return null;
  at = params.end;
  const headers: Param[] = [];
  while (at < end) {
    // `?` before the first header, `&` before each other.
    if (bytes[at] !== (headers.length === 0 ? QUESTION : 38)) return null;
    const nameStart = at + 1;
    const nameEnd = run(bytes, nameStart, end, IS_URI_HEADER);
    if (nameEnd === nameStart || nameEnd >= end || bytes[nameEnd] !== EQUALS) return null;
    at = run(bytes, nameEnd + 1, end, IS_URI_HEADER);
    headers.push({
      name: textAt(bytes, nameStart, nameEnd),
      value: textAt(bytes, nameEnd + 1, at),
    });
  }
  return {
    kind: "sip",
    scheme,
    user,
    password,
    host,
    hostKind,
    port,
    params: params.list,
    headers,
    hostStart: hostStart - uriStart,
    hostEnd: hostEnd - uriStart,
  };
}

/** `tel:` with digits and visual separators, `+` first where global; local numbers may hold `*`, `#` (RFC 3966 §3). */
function parseTel(bytes: Buffer, start: number, end: number): TelUri | null {
  let at = start;
  let digits = 0;
  if (at < end && bytes[at] === 43) at++;
  for (; at < end && bytes[at] !== SEMICOLON; at++) {
    const byte = bytes[at]!;
    const lower = TOKEN_LOWER[byte]!;
    if (isDigit(byte) || byte === 42 || byte === 35 || (lower >= 97 && lower <= 102)) digits++;
    else if (byte !== 45 && byte !== 46 && byte !== 40 && byte !== 41) return null;
  }
  if (digits === 0) return null;
  const params = paramsAt(bytes, at, end);
  if (params === null || params.end !== end) return null;
  return {
    kind: "tel",
    scheme: "tel",
    number: textAt(bytes, start, at),
    params: params.list,
  };
}

/** URI parameters from `at`: `;name` or `;name=value`, no name twice (§19.1.1). */
function paramsAt(bytes: Buffer, at: number, end: number): { list: Param[]; end: number } | null {
  const list: Param[] = [];
  let seen: Set<string> | null = null;
  while (at < end && bytes[at] === SEMICOLON) {
    const nameStart = at + 1;
    const nameEnd = run(bytes, nameStart, end, IS_URI_PARAM);
    if (nameEnd === nameStart) return null;
    const name = decodeEscapes(textAt(bytes, nameStart, nameEnd))?.toLowerCase();
    if (name === undefined) return null;
    let value: string | null = null;
    at = nameEnd;
    if (at < end && bytes[at] === EQUALS) {
      at = run(bytes, nameEnd + 1, end, IS_URI_PARAM);
      if (at === nameEnd + 1) return null;
      value = textAt(bytes, nameEnd + 1, at);
    }
    if (list.length > 0) {
      seen ??= new Set(list.map((param) => param.name));
      if (seen.has(name)) return null;
      seen.add(name);
    }
    list.push({ name, value });
  }
  return { list, end: at };
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

/** Decodes `%HH` (RFC 2396); null if a `%` is not followed by two hexadecimal digits. One character a byte. */
export function decodeEscapes(text: string): string | null {
  if (!text.includes("%")) return text;
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return null;
  return text.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
