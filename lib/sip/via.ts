/** One Via value (RFC 3261 §20.42, RFC 3581): where a request came from and where its response goes. */
import { decimalAt, scratchOf, textAt } from "./byte-string";
import {
  COLON,
  COMMA,
  QUOTE,
  SEMICOLON,
  SLASH,
  skipBlanks,
  TOKEN_LOWER,
  trimEnd,
} from "./char-class";
import { digitsEnd, hostSpan, portAt, scanHost, takeHost } from "./host";
import { isIpv4At, parseIpv4, parseIpv6 } from "./ip-address";
import { paramSpan, scanParam, spells, unfold } from "./params";

/** A parsed Via value. Strings are byte strings: one character a byte. */
export interface Via {
  /** `SIP/2.0`, blanks removed. */
  readonly protocol: string;
  /** Upper-case: `UDP`, `TCP`, `TLS`, or whatever else was written. */
  readonly transport: string;
  /** Host of sent-by, lower-case, IPv6 without brackets. */
  readonly host: string;
  /** Port of sent-by, null if none was written. */
  readonly port: number | null;
  readonly branch: string | null;
  /** Address, IPv6 without brackets (both forms are read: RFC 5118 §4.5). */
  readonly received: string | null;
  /** undefined: no rport; null: `;rport` asked for (RFC 3581); a number: filled in. */
  readonly rport: number | null | undefined;
  readonly maddr: string | null;
  readonly ttl: number | null;
}

/** Where a message really came from: the socket's address (IPv6 without brackets) and port. */
export interface Source {
  readonly address: string;
  readonly port: number;
}

/** What `scanVia` read last; a start is -1 without the parameter. One reader at a time. */
export const viaSpan = {
  protocolEnd: 0,
  transportStart: 0,
  transportEnd: 0,
  hostStart: 0,
  hostEnd: 0,
  port: -1,
  paramsStart: 0,
  branchStart: -1,
  branchEnd: 0,
  receivedStart: -1,
  receivedEnd: 0,
  /** -2 without the parameter, -1 for the flag. */
  rport: -2,
  maddrStart: -1,
  maddrEnd: 0,
  ttl: -1,
};

/** Bits of the parameters that may stand once in a Via (§7.3.1). */
const BRANCH = 1;
const RECEIVED = 2;
const RPORT = 4;
const MADDR = 8;
const TTL = 16;

/**
 * Reads one Via value up to a comma or the end into `viaSpan`. Returns the offset behind it, or `~offset` of the byte
 * at fault. Makes no strings, save to check an IPv6 or IPv4 address.
 */
export function scanVia(bytes: Buffer, start: number, end: number): number {
  // sent-protocol: three tokens with slashes, blanks allowed around them.
  let at = token(bytes, start, end);
  if (at === start) return ~at;
  at = skipBlanks(bytes, at, end);
  if (at >= end || bytes[at] !== SLASH) return ~at;
  const versionStart = skipBlanks(bytes, at + 1, end);
  at = token(bytes, versionStart, end);
  if (at === versionStart) return ~at;
  viaSpan.protocolEnd = at;
  at = skipBlanks(bytes, at, end);
  if (at >= end || bytes[at] !== SLASH) return ~at;
  viaSpan.transportStart = skipBlanks(bytes, at + 1, end);
  viaSpan.transportEnd = token(bytes, viaSpan.transportStart, end);
  if (viaSpan.transportEnd === viaSpan.transportStart) return ~viaSpan.transportStart;

  const hostStart = skipBlanks(bytes, viaSpan.transportEnd, end);
  if (hostStart === viaSpan.transportEnd) return ~hostStart;
  at = scanHost(bytes, hostStart, end);
  if (at < 0) return at;
  viaSpan.hostStart = hostSpan.start;
  viaSpan.hostEnd = hostSpan.end;
  viaSpan.port = -1;
  at = skipBlanks(bytes, at, end);
  if (at < end && bytes[at] === COLON) {
    const portStart = skipBlanks(bytes, at + 1, end);
    const portEnd = digitsEnd(bytes, portStart, end);
    viaSpan.port = portAt(bytes, portStart, portEnd);
    if (viaSpan.port < 0) return ~portStart;
    at = skipBlanks(bytes, portEnd, end);
  }

  viaSpan.paramsStart = at;
  viaSpan.branchStart = -1;
  viaSpan.receivedStart = -1;
  viaSpan.rport = -2;
  viaSpan.maddrStart = -1;
  viaSpan.ttl = -1;
  let seen = 0;
  while (at < end && bytes[at] === SEMICOLON) {
    const paramAt = at;
    at = scanParam(bytes, at + 1, end);
    if (at < 0) return at;
    const bit = onceBit(bytes, paramSpan.nameStart, paramSpan.nameEnd);
    if (bit === 0) continue;
    const { valueStart, valueEnd } = paramSpan;
    if (seen & bit || !isValue(bytes, bit, valueStart, valueEnd)) return ~paramAt;
    seen |= bit;
    if (bit === BRANCH) {
      viaSpan.branchStart = valueStart;
      viaSpan.branchEnd = valueEnd;
    } else if (bit === RPORT) {
      viaSpan.rport = valueStart < 0 ? -1 : portAt(bytes, valueStart, valueEnd);
    } else if (bit === RECEIVED) {
      viaSpan.receivedStart = valueStart;
      viaSpan.receivedEnd = valueEnd;
    } else if (bit === MADDR) {
      viaSpan.maddrStart = valueStart;
      viaSpan.maddrEnd = valueEnd;
    } else viaSpan.ttl = decimalAt(bytes, valueStart, valueEnd, 255);
  }
  return at >= end || bytes[at] === COMMA ? at : ~at;
}

/** True if the value (`start` is -1 if there is none) is one that the parameter of that bit may have. */
function isValue(bytes: Buffer, bit: number, start: number, end: number): boolean {
  if (start < 0) return bit === RPORT;
  if (bit === BRANCH) return bytes[start] !== QUOTE;
  if (bit === RPORT) return portAt(bytes, start, end) > 0;
  if (bit === TTL) return decimalAt(bytes, start, end, 255) >= 0;
  if (bit === MADDR) return scanHost(bytes, start, end) === end;
  return isIpv4At(bytes, start, end) || addressOf(textAt(bytes, start, end)) !== null;
}

/** Bit of the parameter's name, 0 if it is none of those that may stand once. */
function onceBit(bytes: Buffer, start: number, end: number): number {
  switch (end - start) {
    case 6:
      return spells(bytes, start, end, "branch") ? BRANCH : 0;
    case 5:
      if (spells(bytes, start, end, "rport")) return RPORT;
      return spells(bytes, start, end, "maddr") ? MADDR : 0;
    case 8:
      return spells(bytes, start, end, "received") ? RECEIVED : 0;
    case 3:
      return spells(bytes, start, end, "ttl") ? TTL : 0;
    default:
      return 0;
  }
}

/** The offset behind the token at `at`. */
function token(bytes: Buffer, at: number, end: number): number {
  while (at < end && TOKEN_LOWER[bytes[at]!] !== 0) at++;
  return at;
}

/** What `viaAt` returns with the value: where the next value of the list would begin. */
export interface ViaAt {
  readonly via: Via;
  /** Offset of the comma or the end. */
  readonly end: number;
}

/** Reads the Via value at `start` in full; null if it is malformed. */
export function viaAt(bytes: Buffer, start: number, end: number): ViaAt | null {
  const stop = scanVia(bytes, start, end);
  if (stop < 0) return null;
  const { protocolEnd, transportStart, transportEnd, hostStart, hostEnd, port } = viaSpan;
  const { branchStart, branchEnd, receivedStart, receivedEnd, rport, maddrStart, ttl } = viaSpan;
  const via: Via = {
    protocol: protocolAt(bytes, start, protocolEnd),
    transport: spells(bytes, transportStart, transportEnd, "udp")
      ? "UDP"
      : textAt(bytes, transportStart, transportEnd).toUpperCase(),
    host: textAt(bytes, hostStart, hostEnd).toLowerCase(),
    port: port < 0 ? null : port,
    branch: branchStart < 0 ? null : unfold(textAt(bytes, branchStart, branchEnd)),
    received: receivedStart < 0 ? null : addressOf(textAt(bytes, receivedStart, receivedEnd)),
    rport: rport === -2 ? undefined : rport < 0 ? null : rport,
    maddr:
      maddrStart >= 0 && scanHost(bytes, maddrStart, viaSpan.maddrEnd) > 0 ? takeHost(bytes) : null,
    ttl: ttl < 0 ? null : ttl,
  };
  return { via, end: stop };
}

function protocolAt(bytes: Buffer, start: number, end: number): string {
  if (
    end - start === 7 &&
    spells(bytes, start, start + 3, "sip") &&
    textAt(bytes, start + 3, end) === "/2.0"
  ) {
    return "SIP/2.0";
  }
  return textAt(bytes, start, end).replace(/\s+/g, "").toUpperCase();
}

/** An address with or without brackets, lower-case and without them; null if it is none. */
function addressOf(text: string): string | null {
  const bare = text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text;
  if (parseIpv6(bare) !== null) return bare.toLowerCase();
  return bare === text && parseIpv4(text) !== null ? text : null;
}

/** Parses one Via value; null if it is malformed. */
export function parseVia(value: string): Via | null {
  const bytes = scratchOf(value);
  if (bytes === null) return null;
  const found = viaAt(bytes, skipBlanks(bytes, 0, value.length), value.length);
  return found !== null && found.end === value.length ? found.via : null;
}

/**
 * A Via value with what the server transport must write (RFC 3261 §18.2.1, RFC 3581 §4): `rport` filled in if it was
 * asked for, `received` if it was asked for or the address differs from sent-by. Whatever the sender wrote into these
 * two is dropped; all else stays as written. Null if the value is malformed.
 */
export function stampVia(value: string, source: Source): string | null {
  const bytes = scratchOf(value);
  if (bytes === null) return null;
  const end = trimEnd(bytes, 0, value.length);
  const start = skipBlanks(bytes, 0, end);
  if (scanVia(bytes, start, end) !== end) return null;
  const host = value.slice(viaSpan.hostStart, viaSpan.hostEnd);
  let at = viaSpan.paramsStart;
  let text = unfold(value.slice(start, trimEnd(bytes, start, at)));
  let asked = false;
  while (at < end) {
    at = scanParam(bytes, at + 1, end);
    const { nameStart, nameEnd, valueStart, valueEnd } = paramSpan;
    if (spells(bytes, nameStart, nameEnd, "received")) continue;
    if (spells(bytes, nameStart, nameEnd, "rport")) asked = true;
    else text += `;${unfold(value.slice(nameStart, valueStart < 0 ? nameEnd : valueEnd))}`;
  }
  if (asked || !sameAddress(host, source.address)) text += `;received=${source.address}`;
  return asked ? `${text};rport=${source.port}` : text;
}

/** True if both texts are the same IP address. */
function sameAddress(a: string, b: string): boolean {
  if (a === b) return true;
  const left = parseIpv6(a);
  const right = left && parseIpv6(b);
  return left !== null && right !== null && left.join() === right.join();
}
