// Counts what a trunk's gates look at.
import type { ReadStore } from "@/lib/db/store";
import { failedMusts } from "@/lib/lifecycle/requirement";
import type { TrunkFacts } from "@/lib/lifecycle/trunk";
import type { Carrier } from "@/lib/schemas/carrier";
import type { Trunk } from "@/lib/schemas/trunk";

export async function loadTrunkFacts(
  store: ReadStore,
  trunk: Trunk,
  carrier: Carrier,
  now: Date,
): Promise<TrunkFacts> {
  const [quotes, accepted, acl, gateways, numbers, credentials, tested, allowsEgress, checks] =
    await Promise.all([
      store.quotes.countOfTrunk(trunk.id),
      store.quotes.countAccepted(trunk.id),
      store.acl.countActive(carrier.id),
      store.gateways.countEnabled(carrier.id),
      store.numbers.countActiveOfTrunk(trunk.id),
      store.credentials.countUsable(carrier.id),
      store.trunks.getTested(trunk.id),
      store.handOffs.getCarrierAllowsEgress(carrier.id, now),
      store.carriers.findRequirementChecks(carrier.id),
    ]);
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
  };
}
