/** Where a response goes and what our server stamps into the Via (RFC 3261 §18.2, RFC 3581 §4). Pure. */
import type { Via } from "@/sip-agent/message/via";
import type { Destination, Source } from "./transport";

/**
 * The destination of every response to a request that came from `source` with this topmost Via. The address is
 * always the socket's; the Via chooses at most the port, and only for a datagram without `rport`. `maddr` is ignored:
 * a peer never names an address that we send to (a departure from §18.2.2, on purpose).
 */
export function responseDestination(via: Via, source: Source): Destination {
  throw new Error(`to come: ${via.host} ${source.address}`);
}
