/** An IP address as numbers, exact and cheap to look up: what the access lists compare. */

/**
 * `family` 4: `word0` is the address (0 to 2^32-1), the others are 0. `family` 6: four 32-bit words, highest first.
 * An IPv4-mapped IPv6 address is never represented: it is packed as the IPv4 address it means.
 */
export interface PackedAddress {
  readonly family: 4 | 6;
  readonly word0: number;
  readonly word1: number;
  readonly word2: number;
  readonly word3: number;
}

/**
 * Packs the text of an address. Null if it is not an address: names, leading zeros (`010.0.0.1`), zones (`fe80::1%eth0`)
 * and blanks are refused, never guessed. Linear in the length; longer than 45 characters is refused at once.
 */
export function packAddress(text: string): PackedAddress | null {
  throw new Error(`to come: ${text}`);
}

/** Canonical text (RFC 5952) of a packed address. */
export function formatAddress(address: PackedAddress): string {
  throw new Error(`to come: ${address.family}`);
}
