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
/** Longest text that can be written as it stands. */
const LITERAL_MAX = 255 - LITERAL;

/**
 * Bytes of `host[:port]` as it stands in a SIP URI (IPv6 in brackets). Reading them back with the same `domain` (the
 * signalling FQDN) gives the same text, byte for byte. Null if the text is too long.
 */
export function packHost(text: string, domain: string): Buffer | null {
  if (text === "") return Buffer.of(EMPTY);
  if (text === domain) return Buffer.of(DOMAIN);
  const packed = packAddress(text);
  if (packed !== null && unpackHost(packed, 0, domain).text === text) return packed;
  const label = text.endsWith(`.${domain}`) ? text.slice(0, -domain.length - 1) : "";
  if (label !== "" && label.length < 256) {
    return Buffer.concat([Buffer.of(BELOW_DOMAIN, label.length), Buffer.from(label, "latin1")]);
  }
  if (text.length > LITERAL_MAX) return null;
  return Buffer.concat([Buffer.of(LITERAL + text.length), Buffer.from(text, "latin1")]);
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

function packAddress(text: string): Buffer | null {
  const bracket = text.startsWith("[") ? text.indexOf("]") : -1;
  const colon = bracket >= 0 ? (text[bracket + 1] === ":" ? bracket + 1 : -1) : text.indexOf(":");
  const host = bracket >= 0 ? text.slice(1, bracket) : colon >= 0 ? text.slice(0, colon) : text;
  const port = colon >= 0 ? Number(text.slice(colon + 1)) : null;
  if (port !== null && !(Number.isInteger(port) && port > 0 && port <= 65_535)) return null;
  const address = addressBytes(host);
  if (address === null) return null;
  const form =
    address.length === 4 ? (port === null ? IPV4 : IPV4_PORT) : port === null ? IPV6 : IPV6_PORT;
  const portBytes = port === null ? Buffer.alloc(0) : Buffer.of(port >> 8, port & 0xff);
  return Buffer.concat([Buffer.of(form), address, portBytes]);
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
