// Counts what a trunk's gates look at.
import type { ReadStore } from "@/lib/db/store";
import { failedMusts } from "@/lib/lifecycle/requirement";
import type { TrunkFacts } from "@/lib/lifecycle/trunk";
import { contradictedMusts } from "@/lib/observations/standing";
import type { Carrier } from "@/lib/schemas/carrier";
import type { Trunk } from "@/lib/schemas/trunk";

export async function loadTrunkFacts(
  store: ReadStore,
  trunk: Trunk,
  carrier: Carrier,
  now: Date,
): Promise<TrunkFacts> {
  // One after the other: inside a transaction they share one connection.
  const quotes = await store.quotes.countOfTrunk(trunk.id);
  const accepted = await store.quotes.countAccepted(trunk.id);
  const acl = await store.acl.countActive(carrier.id);
  const gateways = await store.gateways.countEnabled(carrier.id);
  const numbers = await store.numbers.countActiveOfTrunk(trunk.id);
  const credentials = await store.credentials.countUsable(carrier.id);
  const tested = await store.trunks.getTested(trunk.id);
  const allowsEgress = await store.handOffs.getCarrierAllowsEgress(carrier.id, now);
  const checks = await store.carriers.findRequirementChecks(carrier.id);
  const observations = await store.observations.findOfCarrier(carrier.id);
  return {
    hasQuote: quotes > 0,
    quoteAccepted: accepted > 0,
    carrierState: carrier.state,
    carrierAuthMode: carrier.authMode,
    activeAclEntries: acl,
    enabledGateways: gateways,
    activeByocNumbers: numbers,
    activeCredentials: credentials,
    maxChannels: trunk.maxChannels,
    maxCallsPerSec: trunk.maxCallsPerSec,
    terminationTested: tested.termination,
    originationTested: tested.origination,
    carrierAllowsEgress: allowsEgress,
    failedMusts: failedMusts(checks),
    contradictedMusts: contradictedMusts(checks, observations),
  };
}
