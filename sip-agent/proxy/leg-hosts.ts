/** Hosts of From and To as the core's leg of a call has them, so that they can be restored there. */
import type { NameAddr } from "@/lib/sip/name-addr";
import type { ProxyContext } from "./proxy-context";
import { type TokenHost, UNCHANGED } from "./token/dialog-token";

/** `host[:port]` as it stands in the address's URI. */
export function hostOf(context: ProxyContext, trunkId: string, party: NameAddr | null): TokenHost {
  const uri = party?.parsedUri;
  if (!party || uri?.kind !== "sip") return UNCHANGED;
  const { trunks, settings } = context.snapshot();
  const own = `${trunks.get(trunkId)?.fqdnLabel}.${settings.signallingFqdn}`;
  if (uri.host === own) return { kind: "trunk-fqdn", port: uri.port };
  return { kind: "text", text: party.uri.slice(uri.hostStart, uri.hostEnd) };
}
