/** Where a response goes and what our server stamps into the Via (RFC 3261 §18.2, RFC 3581 §4). Pure. */
import { packAddress } from "@/lib/telephony/packed-address";
import type { Destination, Source, TransportName } from "./transport";

/** What is read of a topmost Via; a parsed Via satisfies it. */
export interface ResponseVia {
  /** Host of sent-by, IPv6 without brackets. */
  readonly host: string;
  /** Port of sent-by, null if none is written. */
  readonly port: number | null;
  /** undefined: no `rport`; anything else: the client asks for the response at the port it sent from. */
  readonly rport: number | null | undefined;
}

/** Default ports of RFC 3261 §18.2.1. */
export const DEFAULT_PORT: Readonly<Record<TransportName, number>> = {
  udp: 5060,
  tcp: 5060,
  tls: 5061,
};

/**
 * The destination of every response to a request that came from `source` with this topmost Via. The address is always
 * the socket's; the Via chooses at most a port: of a datagram without `rport`, or of the connection that replaces a
 * stream which has gone. `maddr`, and a `received` that the message brought along, are not looked at: a peer never
 * names an address that we send to (a departure from §18.2.2, on purpose).
 */
export function responseDestination(via: ResponseVia, source: Source): Destination {
  const { transport, address, listener, connectionId, peer } = source;
  const symmetric = transport === "udp" && via.rport !== undefined;
  const port = symmetric ? source.port : (via.port ?? DEFAULT_PORT[transport]);
  return { transport, address, port, listener, connectionId, peer };
}

/**
 * The parameters to write into the topmost Via of a received request, null for one not to be written: `received` if
 * sent-by is a name or another address than the source's (§18.2.1), or if `rport` is asked for, in which case both are
 * written (RFC 3581 §4).
 */
export function receivedParameters(
  via: ResponseVia,
  source: Pick<Source, "address" | "packed" | "port">,
): { readonly received: string | null; readonly rport: number | null } {
  if (via.rport !== undefined) return { received: source.address, rport: source.port };
  const host = packAddress(via.host);
  const same =
    host !== null &&
    host.family === source.packed.family &&
    host.w0 === source.packed.w0 &&
    host.w1 === source.packed.w1 &&
    host.w2 === source.packed.w2 &&
    host.w3 === source.packed.w3;
  return { received: same ? null : source.address, rport: null };
}
