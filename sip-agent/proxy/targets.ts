/** From a gateway, core endpoint or address to a destination: which address, which port, which of our sockets. */
import type { Target } from "@/lib/policy/model";
import { peerKey } from "@/lib/policy/peer";
import type { Snapshot } from "@/lib/snapshot/model";
import { addressText, packAddress } from "@/lib/telephony/packed-address";
import type { NameResolver } from "../dns/name-resolver";
import { DEFAULT_PORT } from "../transport/response-destination";
import type { Destination, Listener, TransportName } from "../transport/transport";
import type { TokenSide } from "./token/dialog-token";

/** What a choice of socket rests on. */
export interface SocketChoice {
  readonly listeners: readonly Listener[];
  readonly snapshot: Snapshot;
  /** Wall-clock milliseconds: egress addresses have a validity. */
  readonly wallMs: number;
}

/**
 * The socket to send from. Toward a carrier only one whose address is a listed egress address, which is how the carrier
 * knows us; toward the core such a one too if there is, else any of the family. Null if there is none.
 */
function chooseListener(
  choice: SocketChoice,
  transport: TransportName,
  family: 4 | 6,
  side: TokenSide,
): Listener | null {
  let other: Listener | null = null;
  for (const listener of choice.listeners) {
    if (listener.transport !== transport || listener.family !== family) continue;
    if (isEgress(choice, listener.address)) return listener;
    other ??= listener;
  }
  return side === "core" ? other : null;
}

/** True if the address is listed as one that Cradle sends from, at this instant. */
export function isEgress(choice: SocketChoice, address: string): boolean {
  return choice.snapshot.egressAddresses.some(
    (row) =>
      canonical(row.address) === address &&
      row.validFromMs <= choice.wallMs &&
      (row.validUntilMs === null || choice.wallMs < row.validUntilMs),
  );
}

/** A destination at an address literal of that side; null if it is none, or no socket of ours may send there. */
export function destinationAt(
  choice: SocketChoice,
  place: { readonly transport: TransportName; readonly address: string; readonly port: number },
  side: TokenSide,
  carrierId: string,
): Destination | null {
  const packed = packAddress(place.address);
  if (packed === null) return null;
  const listener = chooseListener(choice, place.transport, packed.family, side);
  if (listener === null) return null;
  return {
    transport: place.transport,
    address: addressText(packed),
    port: place.port,
    listener,
    connectionId: null,
    peer: peerKey(side, carrierId),
  };
}

/** Longest request, in bytes, that goes by UDP where the gateway takes TCP too (RFC 3261 §18.1.1). */
export const UDP_BYTES = 1_300;

/** The place to send a request of about `bytes` bytes to a configured target; null if it cannot be reached at all. */
export function destinationOf(
  choice: SocketChoice,
  resolver: NameResolver,
  target: Pick<Target, "host" | "port" | "transport" | "allowTcp">,
  side: TokenSide,
  carrierId: string,
  bytes: number,
): Destination | null {
  const prefersTcp = target.transport === "udp" && target.allowTcp && bytes > UDP_BYTES;
  const transports: readonly TransportName[] = prefersTcp ? ["tcp", "udp"] : [target.transport];
  for (const transport of transports) {
    const address = resolver.resolve(target.host);
    if (address === null) return null;
    const port = target.port ?? DEFAULT_PORT[transport];
    const destination = destinationAt(choice, { transport, address, port }, side, carrierId);
    if (destination !== null) return destination;
  }
  return null;
}

function canonical(text: string): string {
  const packed = packAddress(text);
  return packed === null ? text : addressText(packed);
}
