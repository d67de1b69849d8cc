/** From a gateway, core endpoint or address to a destination: which address, which port, which of our sockets. */
import { isKnownInDialog, lookUpSource } from "@/lib/policy/look-up-source";
import type { Target } from "@/lib/policy/model";
import { peerKey } from "@/lib/policy/peer";
import type { Snapshot } from "@/lib/snapshot/model";
import { addressText, packAddress } from "@/lib/telephony/packed-address";
import type { NameResolver } from "../dns/name-resolver";
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

/** What of a configured target says where it is. */
export type Located = Pick<Target, "host" | "port" | "transport" | "allowTcp">;

/**
 * The places to send a request of about `bytes` bytes to a configured target, in the order of RFC 3263 §4.3; none if it
 * cannot be reached at all. Equal seeds give the same order while DNS says the same.
 */
export function destinationsOf(
  choice: SocketChoice,
  resolver: NameResolver,
  target: Located,
  side: TokenSide,
  carrierId: string,
  bytes: number,
  seed: string,
): Destination[] {
  const prefersTcp = target.transport === "udp" && target.allowTcp && bytes > UDP_BYTES;
  const transports: readonly TransportName[] = prefersTcp ? ["tcp", "udp"] : [target.transport];
  const found: Destination[] = [];
  for (const transport of transports) {
    for (const place of resolver.placesOf(target, transport, seed)) {
      const isByName = place.address !== target.host && packAddress(target.host) === null;
      if (isByName && !mayBeNamed(choice, place, side, carrierId)) continue;
      const destination = destinationAt(choice, place, side, carrierId);
      if (destination === null) continue;
      // The certificate is to be for the name that staff saved, not for one that DNS led to (RFC 5922 §4).
      found.push(isByName ? { ...destination, serverName: target.host } : destination);
    }
  }
  return found;
}

/** The first of the places to send to; null if there is none. */
export function destinationOf(
  choice: SocketChoice,
  resolver: NameResolver,
  target: Located,
  side: TokenSide,
  carrierId: string,
  bytes: number,
  seed = "",
): Destination | null {
  return destinationsOf(choice, resolver, target, side, carrierId, bytes, seed)[0] ?? null;
}

/** Why there is no place to send to, in words. */
export function whyNowhere(context: { readonly resolver: NameResolver }, target: Located): string {
  const problem = context.resolver.problemOf(target, target.transport);
  return problem ?? "no address, or no socket to send from";
}

/**
 * A carrier's DNS says what it likes: a name of its own that points at the core, back at us, or at an address by which
 * another carrier calls (which would take our call for its customer's) leads nowhere.
 */
export function mayBeNamed(
  choice: SocketChoice,
  place: { readonly address: string; readonly port: number },
  side: TokenSide,
  carrierId: string,
): boolean {
  if (side === "core") return true;
  const packed = packAddress(place.address);
  if (packed === null) return false;
  const isOurs = choice.listeners.some(
    ({ address, port }) => address === place.address && port === place.port,
  );
  const { wallMs, snapshot } = choice;
  const { policy } = snapshot;
  if (isOurs || isKnownInDialog(policy, { kind: "core" }, packed, wallMs, [])) return false;
  const whose = lookUpSource(policy, packed, wallMs, []);
  if (whose.kind === "edge") return false;
  // What staff have saved as this carrier's own address too is no word of DNS.
  const isOthers = whose.kind === "acl" && whose.carrierId !== carrierId;
  return !isOthers || isKnownInDialog(policy, { kind: "carrier", carrierId }, packed, wallMs, []);
}

function canonical(text: string): string {
  const packed = packAddress(text);
  return packed === null ? text : addressText(packed);
}
