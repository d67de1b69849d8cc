/** RFC 3263 §4.3: which places of a target are still worth a try after one of them failed, and what is known of each. */
import type { Branch, BranchEnd } from "./call";
import type { ProxyContext } from "./proxy-context";

/**
 * A branch is given up: `end` null for silence. Where nothing could be sent, every other place of the target is tried, by
 * UDP also the same address (RFC 3261 §18.1.1: TCP was only for the size's sake). After silence, 408 or 503 it is the
 * other addresses; any other answer is the target's own word, and the next target's turn.
 */
export function leavePlace(context: ProxyContext, branch: Branch, end: BranchEnd | null): void {
  const { call, destination } = branch;
  const wasSent = end === null || end.response !== null || end.status !== 503;
  if (wasSent && end !== null && end.status !== 408 && end.status !== 503) {
    call.placesLeft = [];
    return;
  }
  if (wasSent) {
    call.placesLeft = call.placesLeft.filter(({ address }) => address !== destination.address);
  }
  notePlace(context, branch, false);
}

/** Tells the resolver whether an address that it named lives: one that does not is tried last for a while. */
export function notePlace(context: ProxyContext, branch: Branch, lives: boolean): void {
  const { destination, target } = branch;
  if (destination.address !== target.host) context.resolver.note(destination, lives);
}
