/** Writes `host[:port]` in as few bytes as it can: addresses as numbers, names of ours by their label, else the text. */
import { isIPv4, isIPv6 } from "node:net";

/** First byte: a form below LITERAL, or LITERAL plus the length of the text that follows. */
const EMPTY = 0;
const IPV4 = 1;
const IPV4_PORT = 2;
const IPV6 = 3;
const IPV6_PORT = 4;
/** The signalling FQDN itself, and a name one label below it. */
const DOMAIN = 5;
const BELOW_DOMAIN = 6;
const LITERAL = 8;
const BRACKET = 0x5b;
const COLON = 0x3a;
const DOT = 0x2e;
const DIGIT_ZERO = 0x30;
const DIGIT_NINE = 0x39;
/** Longest text that can be written as it stands. */
const LITERAL_MAX = 255 - LITERAL;

/**
 * Writes `host[:port]` as it stands in a SIP URI (IPv6 in brackets) at `at`; returns where the next thing starts, or -1
 * if the text is too long. Reading it back with the same `domain` (the signalling FQDN) gives the same text, byte for
 * byte. `out` must have room for 257 bytes from `at`.
 */
export function writeHost(text: string, domain: string, out: Buffer, at: number): number {
  if (text === "") return out.writeUInt8(EMPTY, at);
  if (text === domain) return out.writeUInt8(DOMAIN, at);
  const first = text.charCodeAt(0);
  const end =
    first === BRACKET
      ? writeIpv6(text, domain, out, at)
      : first <= DIGIT_NINE
        ? writeIpv4(text, out, at)
        : -1;
  if (end >= 0) return end;
  if (text.endsWith(domain)) {
    const length = text.length - domain.length - 1;
    if (length > 0 && length < 256 && text.charCodeAt(length) === DOT) {
      out[at] = BELOW_DOMAIN;
      out[at + 1] = length;
      return at + 2 + out.write(text.slice(0, length), at + 2, "latin1");
    }
  }
  if (text.length > LITERAL_MAX) return -1;
  out[at] = LITERAL + text.length;
  return at + 1 + out.write(text, at + 1, "latin1");
}

/** Reads one host at `offset`; `end` is where the next thing starts. Throws RangeError where the bytes end too soon. */
export function unpackHost(
  bytes: Buffer,
  offset: number,
  domain: string,
): { text: string; end: number } {
  const form = bytes.readUInt8(offset);
  const start = offset + 1;
  switch (form) {
    case EMPTY:
      return { text: "", end: start };
    case IPV4:
      return { text: ipv4At(bytes, start), end: start + 4 };
    case IPV4_PORT:
      return { text: `${ipv4At(bytes, start)}:${bytes.readUInt16BE(start + 4)}`, end: start + 6 };
    case IPV6:
      return { text: `[${ipv6At(bytes, start)}]`, end: start + 16 };
    case IPV6_PORT:
      return {
        text: `[${ipv6At(bytes, start)}]:${bytes.readUInt16BE(start + 16)}`,
        end: start + 18,
      };
    case DOMAIN:
      return { text: domain, end: start };
    case BELOW_DOMAIN: {
      const labelStart = start + 1;
      const end = labelStart + bytes.readUInt8(start);
      return { text: `${bytes.toString("latin1", labelStart, end)}.${domain}`, end };
    }
    default: {
      const end = start + form - LITERAL;
      if (form < LITERAL || end > bytes.length) throw new RangeError("a packed host ends too soon");
      return { text: bytes.toString("latin1", start, end), end };
    }
  }
}

/** `a.b.c.d[:port]` without leading zeros; -1 for anything else. */
function writeIpv4(text: string, out: Buffer, at: number): number {
  let value = -1;
  let parts = 0;
  let i = 0;
  for (; i < text.length && parts < 4; i++) {
    const code = text.charCodeAt(i);
    if (code >= DIGIT_ZERO && code <= DIGIT_NINE) {
      // A leading zero would be read back without it.
      if (value === 0) return -1;
      value = (value < 0 ? 0 : value * 10) + code - DIGIT_ZERO;
      if (value > 255) return -1;
      continue;
    }
    if (value < 0 || code !== (parts < 3 ? DOT : COLON)) return -1;
    parts += 1;
    out[at + parts] = value;
    value = -1;
  }
  if (parts < 4) {
    if (parts < 3 || value < 0) return -1;
    out[at + 4] = value;
    out[at] = IPV4;
    return at + 5;
  }
  const port = portFrom(text, i);
  if (port < 0) return -1;
  out[at] = IPV4_PORT;
  return out.writeUInt16BE(port, at + 5);
}

/** The port that the rest of the text is, without a leading zero; -1 if it is none. */
function portFrom(text: string, start: number): number {
  let value = 0;
  for (let i = start; i < text.length; i++) {
    const digit = text.charCodeAt(i) - DIGIT_ZERO;
    if (digit < 0 || digit > 9 || (digit === 0 && value === 0)) return -1;
    value = value * 10 + digit;
    if (value > 65_535) return -1;
  }
  return value === 0 ? -1 : value;
}

/** `[address][:port]` in the one canonical form; -1 for anything else. */
function writeIpv6(text: string, domain: string, out: Buffer, at: number): number {
  const bracket = text.indexOf("]");
  const bytes = bracket < 0 ? null : addressBytes(text.slice(1, bracket));
  if (bytes?.length !== 16) return -1;
  const hasPort = bracket + 1 < text.length;
  const port = hasPort ? portFrom(text, bracket + 2) : 0;
  if (port < 0) return -1;
  out[at] = hasPort ? IPV6_PORT : IPV6;
  bytes.copy(out, at + 1);
  const end = hasPort ? out.writeUInt16BE(port, at + 17) : at + 17;
  return unpackHost(out, at, domain).text === text ? end : -1;
}

/** The 4 or 16 bytes of an address literal without brackets; null if it is none. */
export function addressBytes(text: string): Buffer | null {
  if (isIPv4(text)) return Buffer.from(text.split(".").map(Number));
  if (!isIPv6(text) || text.includes("%")) return null;
  // The URL parser writes every IPv6 literal in its one canonical form, without an embedded IPv4 part.
  const canonical = new URL(`http://[${text}]/`).hostname.slice(1, -1);
  const [head = "", tail] = canonical.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const middle =
    tail === undefined ? [] : new Array<string>(8 - left.length - right.length).fill("0");
  const bytes = Buffer.alloc(16);
  [...left, ...middle, ...right].forEach((group, index) => {
    bytes.writeUInt16BE(Number.parseInt(group, 16), index * 2);
  });
  return bytes;
}

function ipv4At(bytes: Buffer, at: number): string {
  return `${bytes.readUInt8(at)}.${bytes.readUInt8(at + 1)}.${bytes.readUInt8(at + 2)}.${bytes.readUInt8(at + 3)}`;
}

function ipv6At(bytes: Buffer, at: number): string {
  const groups: string[] = [];
  for (let i = 0; i < 8; i++) groups.push(bytes.readUInt16BE(at + i * 2).toString(16));
  return new URL(`http://[${groups.join(":")}]/`).hostname.slice(1, -1);
}
