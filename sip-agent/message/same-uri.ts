/** Comparison of SIP URIs as RFC 3261 §19.1.4 asks. */
import type { ParsedUri } from "./sip-uri";

/** True if both URIs are equivalent by RFC 3261 §19.1.4. */
export function sameUri(a: ParsedUri, b: ParsedUri): boolean {
  throw new Error(`to come: ${a.kind} ${b.kind}`);
}
