/** Where the names of configured gateways and core endpoints are: the place of DNS (RFC 3263) in the design. */
import { addressText, packAddress } from "@/lib/telephony/packed-address";

export interface NameResolver {
  /** An address to send to now, from what is known already; never waits. Null: none is known. */
  resolve(host: string): string | null;
  /** Ids of gateways and core endpoints whose name is known to resolve to this address. */
  targetsAt(address: string): readonly string[];
}

/** Knows address literals alone: a gateway by name counts as unreachable. */
export const literalResolver: NameResolver = {
  resolve(host) {
    const packed = packAddress(host);
    return packed === null ? null : addressText(packed);
  },
  targetsAt: () => [],
};
