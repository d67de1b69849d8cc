/** What is known of a request besides what it says: where it came from, when, and how this agent is. */
import type { Arrival } from "@/lib/sip/policy-facts";
import { addressText, type PackedAddress } from "@/lib/telephony/packed-address";
import type { Source } from "../transport/transport";
import type { ProxyContext } from "./proxy-context";

/** `address` is the one that counts (see `senderOf`). */
export function arrivalOf(context: ProxyContext, source: Source, address: PackedAddress): Arrival {
  return {
    nowMs: context.wallMs,
    source: {
      address,
      port: source.port,
      transport: source.transport,
      resolvedTargetIds: context.resolver.targetsAt(addressText(address)),
      isOverRate: false,
    },
    agent: {
      isDraining: context.isDraining(),
      isOverloaded: context.isOverloaded(),
      refusesUnknownSources: context.refusesUnknownSources,
      isEveryHopTls: false,
    },
    listeners: context.listeners,
  };
}
