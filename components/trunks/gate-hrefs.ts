// Where each condition of a trunk's gates is put right.
import { unreachable } from "@/lib/core/unreachable";
import type { TrunkGuard } from "@/lib/lifecycle/trunk";

/** An address of the portal, or a place on the trunk's own page. */
export function gateHref(
  code: TrunkGuard,
  trunk: { readonly id: string; readonly carrierId: string },
): string {
  const carrier = `/carriers/${trunk.carrierId}`;
  const here = `/trunks/${trunk.id}`;
  switch (code) {
    case "quote-missing":
    case "quote-not-accepted":
      return `/quotes?trunkId=${trunk.id}`;
    case "carrier-not-ready":
    case "acl-entry-missing":
    case "gateway-missing":
      return carrier;
    case "credential-missing":
      return `${carrier}/credentials`;
    case "requirement-failed":
    case "requirement-contradicted":
      return `${carrier}/requirements`;
    case "carrier-word-missing":
      return `${carrier}/hand-off`;
    case "number-missing":
      return `${here}#numbers`;
    case "limits-missing":
      return `${here}#limits`;
    case "termination-test-missing":
    case "origination-test-missing":
      return `${here}#test-calls`;
    default:
      return unreachable(code);
  }
}
