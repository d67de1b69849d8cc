/** Whose an address is right now, by the access lists of the present snapshot. */
import { isKnownInDialog, lookUpSource } from "@/lib/policy/look-up-source";
import type { SourceMatch } from "@/lib/policy/model";
import type { Snapshot } from "@/lib/snapshot/model";
import { addressText, type PackedAddress } from "@/lib/telephony/packed-address";
import type { NameResolver } from "../dns/name-resolver";
import type { ProxyContext } from "./proxy-context";
import type { TokenSide } from "./token/dialog-token";

/** What a look-up needs; the proxy's context has it, and so has the edge before anything is parsed. */
export interface LookupContext {
  readonly snapshot: () => Snapshot;
  readonly resolver: NameResolver;
}

/** Who this address is for a new request. */
export function lookUp(
  context: LookupContext,
  address: PackedAddress,
  wallMs: number,
): SourceMatch {
  const resolved = context.resolver.targetsAt(addressText(address));
  return lookUpSource(context.snapshot().policy, address, wallMs, resolved);
}

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
    context.resolver.targetsAt(addressText(address)),
  );
}
