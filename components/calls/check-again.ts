// Addresses of call checks that are filled in already: from a call that was placed, and from a trunk.
import { parseUri } from "@/lib/sip/sip-uri";

export interface PlacedCall {
  readonly direction: "termination" | "origination" | null;
  readonly sourceAddress: string;
  readonly sourcePort: number;
  readonly transport: string;
  readonly requestUri: string;
  readonly aReceived: string | null;
  readonly bReceived: string | null;
  readonly assertedReceived: readonly string[];
  readonly anonymous: boolean;
}

/** Address of the check, filled in as far as the record goes. */
export function checkAgainPath(call: PlacedCall): string {
  const uri = parseUri(call.requestUri);
  const params = new URLSearchParams({
    check: "1",
    sourceAddress: call.sourceAddress,
    sourcePort: String(call.sourcePort),
    transport: call.transport,
    bNumber: call.bReceived ?? call.requestUri,
  });
  if (call.direction !== null) params.set("direction", call.direction);
  if (uri?.kind === "sip") params.set("calledHost", uri.host);
  if (call.anonymous) params.set("privacy", "anonymous");
  if (call.aReceived !== null) params.set("aNumber", call.aReceived);
  const [asserted] = call.assertedReceived;
  if (asserted !== undefined) params.set("assertedIdentity", asserted);
  return `/call-check?${params}`;
}

/** Address of the check of a call on a trunk, to be completed by the number at the far end. */
export function checkTrunkPath(
  direction: "termination" | "origination",
  fqdn: string,
  number: string | undefined,
): string {
  const params = new URLSearchParams({ direction, calledHost: fqdn });
  if (number !== undefined) params.set(direction === "termination" ? "bNumber" : "aNumber", number);
  return `/call-check?${params}`;
}
