/** IPv4 and IPv6 addresses in text, read to numbers, so that two spellings of one address compare equal. */
import { DOT } from "./char-class";

/** The four bytes of a dotted quad without leading zeros (which some systems read as octal); null if it is none. */
export function parseIpv4(text: string): readonly number[] | null {
  const parts = text.length > 15 ? [] : text.split(".");
  if (parts.length !== 4) return null;
  const bytes: number[] = [];
  for (const part of parts) {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(part)) return null;
    const byte = Number(part);
    if (byte > 255) return null;
    bytes.push(byte);
  }
  return bytes;
}

/** True if these bytes are such a dotted quad; makes no strings, for it runs on most messages. */
export function isIpv4At(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > 15) return false;
  let dots = 0;
  let digits = 0;
  let value = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === DOT) {
      if (digits === 0) return false;
      dots++;
      digits = 0;
      value = 0;
      continue;
    }
    if (byte < 48 || byte > 57 || (digits > 0 && value === 0)) return false;
    digits++;
    value = value * 10 + byte - 48;
    if (value > 255) return false;
  }
  return dots === 3 && digits > 0;
}

/**
 * The eight groups of an IPv6 address (RFC 4291 §2.2, no zone), null if it is none. `:::` directly before an embedded
 * IPv4 address is read as `::`: the grammar of RFC 3261 produced it (RFC 5118 §4.10).
 */
export function parseIpv6(text: string): readonly number[] | null {
  if (text.length < 2 || text.length > 46) return null;
  const triple = text.indexOf(":::");
  if (triple >= 0) {
    const tail = text.slice(triple + 3);
    if (!tail.includes(".") || tail.includes(":")) return null;
    return parseIpv6(`${text.slice(0, triple)}::${tail}`);
  }
  const gap = text.indexOf("::");
  if (gap < 0) {
    const groups = groupsOf(text, true);
    return groups?.length === 8 ? groups : null;
  }
  if (text.indexOf("::", gap + 1) >= 0) return null;
  const head = gap === 0 ? [] : groupsOf(text.slice(0, gap), false);
  const tail = gap + 2 === text.length ? [] : groupsOf(text.slice(gap + 2), true);
  if (head === null || tail === null || head.length + tail.length > 7) return null;
  return [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

/** Groups between single colons; the last may be a dotted quad where `quadAllowed`. */
function groupsOf(text: string, quadAllowed: boolean): number[] | null {
  const groups: number[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    if (/^[0-9A-Fa-f]{1,4}$/.test(part)) {
      groups.push(Number.parseInt(part, 16));
    } else if (quadAllowed && index === parts.length - 1) {
      const quad = parseIpv4(part);
      if (quad === null) return null;
      groups.push((quad[0]! << 8) | quad[1]!, (quad[2]! << 8) | quad[3]!);
    } else {
      return null;
    }
  }
  return groups;
}
