// Whose a number is, as it is stored and in words.
import { GateClosed } from "@/lib/core/errors";
import type { NamedNumber } from "@/lib/db/numbers";
import type { Trunk } from "@/lib/schemas/trunk";

/** Whom a number belongs to, as it is stored. */
export type NumberOwner =
  | { kind: "byoc"; carrierId: string; customerId: string; trunkId: string }
  | { kind: "cradle"; carrierId: null; customerId: string; trunkId: null };

/** What a BYOC number takes from its trunk. Throws `GateClosed` for a closed one. */
export function byocOwner(trunk: Trunk): NumberOwner & { kind: "byoc" } {
  if (trunk.state === "closed") {
    throw new GateClosed("number on a closed trunk", [], "This trunk is closed.");
  }
  return {
    kind: "byoc",
    carrierId: trunk.carrierId,
    customerId: trunk.customerId,
    trunkId: trunk.id,
  };
}

export function cradleOwner(customerId: string): NumberOwner & { kind: "cradle" } {
  return { kind: "cradle", carrierId: null, customerId, trunkId: null };
}

/** "a BYOC number of Aldermoor on Kererū Networks". */
export function numberInWords(number: NamedNumber): string {
  return number.carrierName === null
    ? `a Cradle number of ${number.customerName}`
    : `a BYOC number of ${number.customerName} on ${number.carrierName}`;
}
