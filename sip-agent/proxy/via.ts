/** Our own Via: the listener that a request leaves from, the transaction's branch, and a wish for rport (RFC 3581). */
import type { Listener } from "../transport/transport";

/** `host:port` of a listener as it stands in a Via or a URI, IPv6 in brackets. */
function hostPortOf(listener: Pick<Listener, "address" | "family" | "port">): string {
  const host = listener.family === 6 ? `[${listener.address}]` : listener.address;
  return `${host}:${listener.port}`;
}

/** A Via value of ours. */
export function viaValue(listener: Listener, branch: string): string {
  const transport = listener.transport.toUpperCase();
  return `SIP/2.0/${transport} ${hostPortOf(listener)};branch=${branch};rport`;
}
