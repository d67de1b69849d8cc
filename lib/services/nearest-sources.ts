// Which ACL entries an unknown address may have been meant for: those that held or will hold it, then those near it.
import type { CompiledPolicy } from "@/lib/policy/compile";
import { entriesOf, type SourceEntry } from "@/lib/policy/sources";
import { blockHasAddress } from "@/lib/telephony/cidr";
import type { PackedAddress } from "@/lib/telephony/packed-address";

export interface NearSource {
  readonly aclEntryId: string;
  readonly why: string;
}

/** Addresses this far apart have nothing to do with each other. */
const LEAST_COMMON_BITS = { 4: 16, 6: 32 } as const;
const MOST = 3;

/** The nearest first. */
export function nearestAclEntries(
  policy: CompiledPolicy,
  address: PackedAddress,
  nowMs: number,
): NearSource[] {
  return [...entriesOf(policy.sources)]
    .filter(({ table, block }) => table === "acl_entry" && block.base.family === address.family)
    .map((entry) => ({ entry, bits: commonBits(entry.block.base, address) }))
    .filter(({ bits }) => bits >= LEAST_COMMON_BITS[address.family])
    .sort((a, b) => b.bits - a.bits)
    .slice(0, MOST)
    .map(({ entry, bits }) => ({ aclEntryId: entry.id, why: why(entry, address, bits, nowMs) }));
}

function why(entry: SourceEntry, address: PackedAddress, bits: number, nowMs: number): string {
  if (!blockHasAddress(entry.block, address)) {
    return `is the nearest by its first ${bits} bits, but does not hold the address`;
  }
  if (entry.aclRow?.active === false) return "held the address and was removed";
  return nowMs < entry.fromMs ? "holds the address, but only later" : "held the address and ended";
}

function commonBits(a: PackedAddress, b: PackedAddress): number {
  let bits = 0;
  for (const word of ["w0", "w1", "w2", "w3"] as const) {
    const same = Math.clz32(a[word] ^ b[word]);
    bits += same;
    if (same < 32 || a.family === 4) return bits;
  }
  return bits;
}
