// Address ranges that are nobody's public unicast address, with the words a refused form shows.

import { type PackedAddress, packAddress } from "./packed-address";

/** A range of the IANA special-purpose registries (RFC 6890 and later). */
export interface SpecialRange {
  readonly base: PackedAddress;
  readonly prefixLength: number;
  /** Completes "10.1.2.3 is …". */
  readonly noun: string;
}

function range(block: string, noun: string): SpecialRange {
  const [address = "", length = ""] = block.split("/");
  const base = packAddress(address);
  if (base === null) throw new Error(`special range ${block} cannot be read`);
  return { base, prefixLength: Number(length), noun };
}

/** More specific ranges stand before the ranges around them: the first that overlaps names the block. */
export const SPECIAL_RANGES: readonly SpecialRange[] = [
  range("0.0.0.0/8", 'an address of "this network" (RFC 791)'),
  range("10.0.0.0/8", "a private address"),
  range("100.64.0.0/10", "a carrier-grade NAT address"),
  range("127.0.0.0/8", "a loopback address"),
  range("169.254.0.0/16", "a link-local address"),
  range("172.16.0.0/12", "a private address"),
  range("192.0.0.0/24", "an address for protocol assignments"),
  range("192.0.2.0/24", "a documentation address"),
  range("192.88.99.0/24", "a 6to4 relay address"),
  range("192.168.0.0/16", "a private address"),
  range("198.18.0.0/15", "a benchmarking address"),
  range("198.51.100.0/24", "a documentation address"),
  range("203.0.113.0/24", "a documentation address"),
  range("224.0.0.0/4", "a multicast address"),
  range("255.255.255.255/32", "the broadcast address"),
  range("240.0.0.0/4", "a reserved address"),
  range("::/128", "the unspecified address"),
  range("::1/128", "the loopback address"),
  range("64:ff9b::/96", "an IPv4 address translated to IPv6 (NAT64)"),
  range("64:ff9b:1::/48", "an IPv4 address translated to IPv6 (NAT64)"),
  range("100::/64", "a discard-only address"),
  range("2001::/32", "a Teredo address"),
  range("2001:2::/48", "a benchmarking address"),
  range("2001::/23", "an address for protocol assignments"),
  range("2001:db8::/32", "a documentation address"),
  range("2002::/16", "a 6to4 address"),
  range("3fff::/20", "a documentation address"),
  range("fc00::/7", "a unique local address"),
  range("fe80::/10", "a link-local address"),
  range("fec0::/10", "a site-local address"),
  range("ff00::/8", "a multicast address"),
];

/** Global unicast IPv6 is 2000::/3 and nothing else (RFC 4291 §2.4 as allocated by IANA). */
export const GLOBAL_UNICAST_IPV6: SpecialRange = range("2000::/3", "a global unicast address");
