/** Loop detection (RFC 3261 §16.3 step 4, §16.6 step 8): a key of what routing hangs on, carried in our branch. */
import { H } from "./header-name";
import type { SipMessage } from "./message";
import { parseBranch } from "./own-branch";

/** An address and port that an agent of ours listens on: what our own Via says. */
export interface ListeningPlace {
  /** Canonical, IPv6 without brackets. */
  readonly address: string;
  readonly port: number;
}

/**
 * A short key of all that decides where a new request goes: the same key back to us is a loop, another one a spiral (a
 * call that a carrier sends back to one of its own numbers with us comes from another peer).
 */
export function loopKey(request: SipMessage, peerKey: string): string {
  let hash = 0x811c9dc5; // FNV-1a, 32 bits: nothing hangs on its strength, a forged key only refuses the forger's call
  const add = (text: string) => {
    for (let i = 0; i < text.length; i++) {
      hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    }
    hash = Math.imul(hash ^ 0xff, 0x01000193);
  };
  add(peerKey);
  add(request.requestUri);
  add(request.callId ?? "");
  add(request.fromTag ?? "");
  add(String(request.cseq?.sequence ?? 0));
  return (hash >>> 0).toString(36);
}

/** True if one of the request's Vias is ours, with this key in its branch. */
export function isLooped(
  request: SipMessage,
  key: string,
  listeners: readonly ListeningPlace[],
): boolean {
  // The topmost is the sender's own, never ours; most requests have no other.
  if (request.values(H.via).length < 2) return false;
  const vias = request.vias();
  if (vias === null) return false;
  for (const via of vias) {
    if (via.branch === null || parseBranch(via.branch)?.suffix !== key) continue;
    if (listeners.some(({ address, port }) => address === via.host && port === via.port))
      return true;
  }
  return false;
}
