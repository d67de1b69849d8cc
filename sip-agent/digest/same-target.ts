/** Whether an answer was made for the request that carries it: the `uri` of a digest names its user and host. */

import { decodeEscapes } from "@/lib/sip/escapes";
import { type ParsedUri, parseUri, type SipUri } from "@/lib/sip/sip-uri";

/**
 * True if both name the same user at the same host. Port and parameters may differ: proxies on the way add and remove
 * them, and neither chooses anything here.
 */
export function isSameTarget(uri: string, requestUri: ParsedUri | null): boolean {
  const answered = parseUri(uri);
  if (answered?.kind !== "sip" || requestUri?.kind !== "sip") return false;
  return answered.host === requestUri.host && userOf(answered) === userOf(requestUri);
}

function userOf({ user }: SipUri): string | null {
  return user === null ? null : (decodeEscapes(user) ?? user);
}
