// The address that a browser's request came from, in the one form in which addresses are stored and compared.
import {
  type Block,
  blockContains,
  blockText,
  parseBlock,
  withoutHostBits,
} from "@/lib/telephony/cidr";

const LOOPBACK: readonly Block[] = ["127.0.0.0/8", "::1"].flatMap((text) => {
  const parsed = parseBlock(text);
  return parsed.ok ? [parsed.value] : [];
});

/** One user of IPv6 has at least so many addresses as a /64 holds. */
const IPV6_USER_PREFIX = 64;

function parseAddress(text: string): Block | null {
  // A socket that listens on IPv6 writes IPv4 peers as ::ffff:192.0.2.1.
  const parsed = parseBlock(text.replace(/^::ffff:(?=\d+\.)/i, ""));
  return parsed.ok ? parsed.value : null;
}

/** Canonical text, or null for what is no address. */
export function clientAddress(text: string | null): string | null {
  const address = text === null ? null : parseAddress(text);
  return address === null ? null : blockText(address);
}

/** True for 127.0.0.0/8 and ::1; false for what is no address. */
export function isLoopback(text: string): boolean {
  const address = parseAddress(text);
  return address !== null && LOOPBACK.some((block) => blockContains(block, address));
}

/** What tries are counted by: an IPv4 address, the /64 of an IPv6 address, or the text where it is neither. */
export function addressKey(text: string): string {
  const address = parseAddress(text);
  if (address === null) return text;
  if (address.base.family === 4) return blockText(address);
  const base = withoutHostBits(address.base, IPV6_USER_PREFIX);
  return blockText({ base, prefixLength: IPV6_USER_PREFIX });
}
