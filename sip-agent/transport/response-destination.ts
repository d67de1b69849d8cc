/** Where a response goes (RFC 3261 §18.2.2, RFC 3581 §4). Pure. What is stamped into the Via is message/via.ts's. */
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
