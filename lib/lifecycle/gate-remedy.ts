// What is to be done about each condition of a trunk's gates, and on which page of the portal.
import { unreachable } from "@/lib/core/unreachable";
import type { TrunkGuard } from "./trunk";

interface GatedTrunk {
  readonly id: string;
  readonly carrierId: string;
}

const REMEDIES: Record<TrunkGuard, string> = {
  "quote-missing": "Draft a quote for this trunk",
  "quote-not-accepted":
    "Send the quote, then record the answer of the customer's contact on its page",
  "carrier-not-ready":
    "Record every must requirement as met, or have it waived, then mark the carrier ready",
  "acl-entry-missing": "Add an address or block from which the carrier calls",
  "gateway-missing": "Add a gateway, or enable one",
  "number-missing": "Add a number that the carrier supplies for this trunk",
  "limits-missing": "Set the channels and the calls per second; an accepted quote brings both",
  "credential-missing": "Issue a SIP credential and hand its password over",
  "termination-test-missing":
    "Announce an inbound test call and have the carrier place it within its time",
  "origination-test-missing":
    "Announce an outbound test call, place it, and record which number the called phone showed",
  "carrier-word-missing":
    "Send the hand-off sheet, then record the carrier's word on its latest version",
  "requirement-failed": "Have the carrier put it right and record it as met, or have it waived",
  "requirement-contradicted":
    "Look at the call that contradicts it, then record the requirement as met again or as not met",
};

/** What to do so that the condition holds, as a sentence without its stop. */
export function gateRemedy(code: TrunkGuard): string {
  return REMEDIES[code];
}

/** Where it is done: a path of the portal. */
export function gateHref(code: TrunkGuard, trunk: GatedTrunk): string {
  const carrier = `/carriers/${trunk.carrierId}`;
  const here = `/trunks/${trunk.id}`;
  switch (code) {
    case "quote-missing":
      return `/quotes/new?trunk=${trunk.id}`;
    case "quote-not-accepted":
      return `${here}#quotes`;
    case "carrier-not-ready":
    case "requirement-failed":
    case "requirement-contradicted":
      return `${carrier}/requirements`;
    case "acl-entry-missing":
    case "gateway-missing":
      return carrier;
    case "credential-missing":
      return `${carrier}/credentials`;
    case "carrier-word-missing":
      return `${carrier}/hand-off`;
    case "number-missing":
      return `${here}#numbers`;
    case "limits-missing":
      return `${here}#configuration`;
    case "termination-test-missing":
    case "origination-test-missing":
      return `${here}#test-calls`;
    default:
      return unreachable(code);
  }
}
