/** Who sent a message: the socket's address, or what an edge proxy of ours vouches for, and the peer behind it. */
import type { SourceMatch } from "@/lib/policy/model";
import { type Peer, peerOf } from "@/lib/policy/peer";
import { type PackedAddress, packAddress } from "@/lib/telephony/packed-address";
import type { SipMessage } from "./message";

export interface Sender {
  /** The address that counts. */
  readonly address: PackedAddress;
  /** Null for nobody that is known. */
  readonly peer: Peer | null;
}

/**
 * The sender of a request that came from the socket address `packed`; `whoIs` looks an address up in the access lists.
 * Null if it came from an edge proxy of ours that wrote no usable address into its topmost Via.
 */
export function senderOf(
  request: SipMessage,
  packed: PackedAddress,
  whoIs: (address: PackedAddress) => SourceMatch,
): Sender | null {
  const match = whoIs(packed);
  if (match.kind !== "edge") return { address: packed, peer: peerOf(match) };
  // Only the topmost: what stands below it is the sender's own word.
  const received = request.topVia?.received ?? null;
  const address = received === null ? null : packAddress(received);
  return address === null ? null : { address, peer: peerOf(whoIs(address)) };
}
