// An IP address as numbers: what look-up tables compare. Text is parsed once, at the edge.

import ipaddr from "ipaddr.js";

/**
 * IPv4: family 4 and the address in w0 (w1 to w3 are 0). IPv6: family 6 and four 32-bit words, most significant
 * first. Words are unsigned.
 */
export interface PackedAddress {
  readonly family: 4 | 6;
  readonly w0: number;
  readonly w1: number;
  readonly w2: number;
  readonly w3: number;
}

/** Packs an IPv4 address given as unsigned 32-bit number. */
function packedIpv4(word: number): PackedAddress {
  return { family: 4, w0: word, w1: 0, w2: 0, w3: 0 };
}

/**
 * Packs an address literal, without brackets, zone or prefix length. An IPv4-mapped IPv6 address (::ffff:192.0.2.1)
 * becomes the IPv4 address it stands for, so that a dual-stack socket's view equals a stored entry. Four dotted
 * decimals only: no octal, hexadecimal or short forms. Returns null for anything else.
 */
export function packAddress(text: string): PackedAddress | null {
  return text.includes(":") ? packIpv6(text) : packIpv4(text);
}

/** The address as text: dotted decimals, or RFC 5952 for IPv6. */
export function addressText(address: PackedAddress): string {
  if (address.family === 4) {
    const { w0 } = address;
    return `${w0 >>> 24}.${(w0 >>> 16) & 255}.${(w0 >>> 8) & 255}.${w0 & 255}`;
  }
  const parts: number[] = [];
  for (const word of [address.w0, address.w1, address.w2, address.w3]) {
    parts.push(word >>> 16, word & 0xffff);
  }
  return new ipaddr.IPv6(parts).toRFC5952String();
}

function packIpv4(text: string): PackedAddress | null {
  let word = 0;
  let octets = 0;
  let digits = 0;
  let octet = 0;
  for (let i = 0; i <= text.length; i++) {
    const char = i === text.length ? 46 : text.charCodeAt(i);
    if (char === 46) {
      if (digits === 0 || octets === 4) return null;
      word = word * 256 + octet;
      octets++;
      digits = 0;
      octet = 0;
    } else {
      // A leading zero would be octal to some readers and decimal to others.
      if (char < 48 || char > 57 || (digits > 0 && octet === 0)) return null;
      octet = octet * 10 + char - 48;
      digits++;
      if (octet > 255) return null;
    }
  }
  return octets === 4 ? packedIpv4(word) : null;
}

function packIpv6(text: string): PackedAddress | null {
  if (text.length > 45 || text.includes("%") || !ipaddr.IPv6.isValid(text)) return null;
  const { parts } = ipaddr.IPv6.parse(text);
  const word = (i: number) => (((parts[i] ?? 0) << 16) >>> 0) + (parts[i + 1] ?? 0);
  const [w0, w1, w2, w3] = [word(0), word(2), word(4), word(6)];
  if (w0 === 0 && w1 === 0 && w2 === 0xffff) return packedIpv4(w3);
  return { family: 6, w0, w1, w2, w3 };
}
