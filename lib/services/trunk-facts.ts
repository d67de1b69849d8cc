// What the gates of trunks look at, and what is out and unanswered: for one trunk or for a page of them.
import type { ReadStore } from "@/lib/db/store";
import { failedMusts } from "@/lib/lifecycle/requirement";
import type { TrunkFacts } from "@/lib/lifecycle/trunk";
import type { OpenAsks } from "@/lib/lifecycle/whose-turn";
import { contradictedMusts } from "@/lib/observations/standing";

const NOTHING_OUT: OpenAsks = {
  quote: null,
  questions: null,
  handOff: null,
  verification: null,
  testCall: null,
};

/** By the trunk's id; a trunk that does not exist is left out. The statements are as many for one trunk as for many. */
export async function loadFactsOfTrunks(
  store: ReadStore,
  trunkIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, TrunkFacts>> {
  // One after the other: inside a transaction they share one connection.
  const rows = await store.gateFacts.findGateRows(trunkIds, now);
  const carrierIds = [...new Set(rows.map(({ carrierId }) => carrierId))];
  const words = await store.gateFacts.findEgressWords(carrierIds, now);
  const checks = await store.gateFacts.findChecksOfCarriers(carrierIds);
  const observations = await store.observations.findOfCarriers(carrierIds);
  return new Map(
    rows.map(({ id, carrierId, ...row }) => {
      const own = checks.filter((check) => check.carrierId === carrierId);
      const seen = observations.filter((observed) => observed.carrierId === carrierId);
      return [
        id,
        {
          ...row,
          carrierAllowsEgress: words.get(carrierId)?.length === 0,
          failedMusts: failedMusts(own),
          contradictedMusts: contradictedMusts(own, seen),
        },
      ];
    }),
  );
}

/** Throws where there is no such trunk: whoever asks has read it. */
export async function loadTrunkFacts(
  store: ReadStore,
  trunkId: string,
  now: Date,
): Promise<TrunkFacts> {
  const facts = (await loadFactsOfTrunks(store, [trunkId], now)).get(trunkId);
  if (facts === undefined) throw new Error(`no facts of trunk ${trunkId}`);
  return facts;
}

/** By the trunk's id, for each that was asked for. */
export async function loadOpenAsks(
  store: ReadStore,
  trunkIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, OpenAsks>> {
  const rows = await store.gateFacts.findOpenAsks(trunkIds, now);
  const known = new Map(rows.map(({ id, ...asks }) => [id, asks]));
  return new Map(trunkIds.map((id) => [id, known.get(id) ?? NOTHING_OUT]));
}
