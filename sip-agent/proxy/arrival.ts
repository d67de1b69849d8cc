/** What is known of a request besides what it says: where it came from, when, and how this agent is. */
import type { Arrival } from "@/lib/sip/policy-facts";
import type { PackedAddress } from "@/lib/telephony/packed-address";
import type { Source } from "../transport/transport";
import type { ProxyContext } from "./proxy-context";
import { targetsAt } from "./source-lookup";

/**
 * `address` is the one that counts (see `senderOf`). `isOverRate`: it has sent more than it may (rule 2). `isOverloaded`: it
 * is one call more than can be served (rule 6).
 */
export function arrivalOf(
  context: ProxyContext,
  source: Source,
  address: PackedAddress,
  { isOverRate = false, isOverloaded = false } = {},
): Arrival {
  return {
    nowMs: context.wallMs,
    source: {
      address,
      port: source.port,
      transport: source.transport,
      resolvedTargetIds: targetsAt(context.resolver, address),
      isOverRate,
    },
    agent: {
      isDraining: context.isDraining(),
      isOverloaded,
      refusesUnknownSources: context.refusesUnknownSources,
      // Of a sips: request, `judgeRequest` finds out.
      isEveryHopTls: false,
    },
    listeners: context.listeners,
  };
}
