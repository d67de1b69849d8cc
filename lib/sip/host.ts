/** Host and port as in URIs and Via (RFC 3261 §25.1): names, IPv4 addresses, IPv6 references. */
import { decimalAt, textAt } from "./byte-string";
import { CLASS, DOT, IS_LABEL, isDigit, LEFT_BRACKET, RIGHT_BRACKET } from "./char-class";
import { isIpv4At, parseIpv6 } from "./ip-address";

export type HostKind = "name" | "ipv4" | "ipv6";

/** What `scanHost` read last. One reader at a time. */
export const hostSpan: { start: number; end: number; kind: HostKind } = {
  start: 0,
  end: 0,
  kind: "name",
};

const HYPHEN = 45;
/**
 * Reads a host from `at` into `hostSpan`; the span of an IPv6 reference is without brackets. Returns the offset behind
 * it, or `~offset` of the byte at fault.
 */
export function scanHost(bytes: Buffer, at: number, end: number): number {
  const start = at;
  if (at < end && bytes[at] === LEFT_BRACKET) {
    const limit = Math.min(end, at + 50);
    while (at < limit && bytes[at] !== RIGHT_BRACKET) at++;
    if (at >= limit || parseIpv6(textAt(bytes, start + 1, at)) === null) return ~start;
    hostSpan.start = start + 1;
    hostSpan.end = at;
    hostSpan.kind = "ipv6";
    return at + 1;
  }
  let labelStart = at;
  let lastLabel = at;
  for (; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === DOT) {
      if (!isLabel(bytes, labelStart, at)) return ~at;
      lastLabel = labelStart;
      labelStart = at + 1;
    } else if ((CLASS[byte]! & IS_LABEL) === 0) {
      break;
    }
  }
  // A name may end in one dot; then the label before it is the last.
  let nameEnd = at;
  if (labelStart === at) {
    if (at === start) return ~at;
    nameEnd = at - 1;
  } else {
    if (!isLabel(bytes, labelStart, at)) return ~at;
    lastLabel = labelStart;
  }
  if (nameEnd - start > 253) return ~start;
  hostSpan.start = start;
  hostSpan.end = nameEnd;
  hostSpan.kind = "name";
  if (isDigit(bytes[lastLabel]!)) {
    if (nameEnd !== at || !isIpv4At(bytes, start, at)) return ~start;
    hostSpan.kind = "ipv4";
  }
  return at;
}

/** A label has 1 to 63 bytes and no hyphen at its ends. */
function isLabel(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  return length > 0 && length < 64 && bytes[start] !== HYPHEN && bytes[end - 1] !== HYPHEN;
}

/** The host in `hostSpan`: lower-case, no brackets, no trailing dot. */
export function takeHost(bytes: Buffer): string {
  return textAt(bytes, hostSpan.start, hostSpan.end).toLowerCase();
}

/** Offset behind the digits at `at`; where a port stands. */
export function digitsEnd(bytes: Uint8Array, at: number, end: number): number {
  while (at < end && isDigit(bytes[at]!)) at++;
  return at;
}

/** The port (1 to 65535) in these bytes, all digits; -1 if it is none. */
export function portAt(bytes: Uint8Array, start: number, end: number): number {
  const port = end - start > 5 ? -1 : decimalAt(bytes, start, end, 65_535);
  return port === 0 ? -1 : port;
}

/** Host as written in a URI or Via: an IPv6 address (it alone has colons) in brackets. */
function formatHost(host: string): string {
  return host.includes(":") && host.charCodeAt(0) !== LEFT_BRACKET ? `[${host}]` : host;
}

/** `host` or `host:port` for a URI or Via. */
export function formatHostPort(host: string, port: number | null): string {
  return port === null ? formatHost(host) : `${formatHost(host)}:${port}`;
}
