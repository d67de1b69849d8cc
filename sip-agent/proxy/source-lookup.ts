/** Whose an address is right now, by the access lists of the present snapshot. */
import type { CompiledPolicy } from "@/lib/policy/compile";
import { isKnownInDialog, lookUpSource } from "@/lib/policy/look-up-source";
import type { SourceMatch } from "@/lib/policy/model";
import type { Snapshot } from "@/lib/snapshot/model";
import { addressText, type PackedAddress } from "@/lib/telephony/packed-address";
import { type NameResolver, NOBODY } from "../dns/name-resolver";
import type { ProxyContext } from "./proxy-context";
import type { TokenSide } from "./token/dialog-token";

/** What a look-up needs; the proxy's context has it, and so has the edge before anything is parsed. */
export interface LookupContext {
  readonly snapshot: () => Snapshot;
  readonly resolver: NameResolver;
}

/** Gateways and core endpoints whose name leads to this address. */
export function targetsAt(resolver: NameResolver, address: PackedAddress): readonly string[] {
  // Asked several times for each message: text is made of the address only where there are names at all.
  return resolver.hasNames ? resolver.targetsAt(addressText(address)) : NOBODY;
}

/** Who this address is for a new request. */
export function lookUp(
  context: LookupContext,
  address: PackedAddress,
  wallMs: number,
): SourceMatch {
  const { policy } = context.snapshot();
  if (context.resolver.hasNames) {
    return lookUpSource(policy, address, wallMs, targetsAt(context.resolver, address));
  }
  // Edge and proxy ask one after the other, of one object and mostly in one millisecond.
  if (latest.address !== address || latest.wallMs !== wallMs || latest.policy !== policy) {
    latest = { policy, address, wallMs, match: lookUpSource(policy, address, wallMs, NOBODY) };
  }
  return latest.match;
}

/** The answer given last: the same question has the same answer. */
let latest: {
  readonly policy: CompiledPolicy | null;
  readonly address: PackedAddress | null;
  readonly wallMs: number;
  readonly match: SourceMatch;
} = { policy: null, address: null, wallMs: 0, match: { kind: "unknown" } };

/** True if messages of running dialogs may come from, and go to, this address on that side. */
export function isKnownOn(
  context: ProxyContext,
  side: TokenSide,
  carrierId: string,
  address: PackedAddress,
): boolean {
  return isKnownInDialog(
    context.snapshot().policy,
    side === "core" ? { kind: "core" } : { kind: "carrier", carrierId },
    address,
    context.wallMs,
    targetsAt(context.resolver, address),
  );
}
