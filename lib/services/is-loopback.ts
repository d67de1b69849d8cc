// Whether an address is this machine's own.
import { blockContains, parseBlock } from "@/lib/telephony/cidr";

const LOOPBACK = ["127.0.0.0/8", "::1"].flatMap((text) => {
  const parsed = parseBlock(text);
  return parsed.ok ? [parsed.value] : [];
});

/** True for 127.0.0.0/8 and ::1, also when an IPv4 address comes written as IPv6; false for what is no address. */
export function isLoopback(address: string): boolean {
  const parsed = parseBlock(address.replace(/^::ffff:(?=\d+\.)/i, ""));
  return parsed.ok && LOOPBACK.some((block) => blockContains(block, parsed.value));
}
