// What must be there before a hand-off sheet is sent: quoted before proceeding, and something to hand over.
import type { OpenCondition } from "@/lib/core/errors";
import type { ReadStore } from "@/lib/db/store";
import type { HandOffSheet } from "@/lib/schemas/hand-off-sheet";

/** What stands in the way of sending; empty where nothing does. */
export async function missingForHandOff(
  store: ReadStore,
  carrierId: string,
  sheet: HandOffSheet | null,
): Promise<OpenCondition[]> {
  const accepted = await store.quotes.countAcceptedOnCarrier(carrierId);
  const conditions: (OpenCondition & { holds: boolean })[] = [
    {
      code: "quote-not-accepted",
      message: "no contact of a customer has accepted a quote for a trunk on this carrier",
      holds: accepted > 0,
    },
    {
      code: "settings-missing",
      message: "the platform has no signalling FQDN",
      holds: sheet !== null,
    },
    {
      code: "egress-missing",
      message: "the platform has no egress address",
      holds: sheet === null || sheet.egressAddresses.length > 0,
    },
    {
      code: "trunk-missing",
      message: "no trunk on this carrier is being configured, tested or live",
      holds: sheet === null || sheet.trunks.length > 0,
    },
  ];
  return conditions.filter(({ holds }) => !holds).map(({ code, message }) => ({ code, message }));
}
