// The state of a verification request, derived from its items; and an item's state at an instant.
import type { VerificationState } from "./verification";

export const VERIFICATION_REQUEST_STATES = [
  "draft",
  "submitted",
  "verified",
  "partly-verified",
  "rejected",
  "ended",
] as const;
export type VerificationRequestState = (typeof VERIFICATION_REQUEST_STATES)[number];

export interface DatedItem {
  readonly state: VerificationState;
  readonly validUntil: Date | null;
}

/** A verified item is expired from the second its validity ends, whether or not the job worker has marked it yet. */
export function stateAt({ state, validUntil }: DatedItem, now: Date): VerificationState {
  return state === "verified" && validUntil !== null && validUntil <= now ? "expired" : state;
}

/**
 * The least settled item leads: a draft, then one with the carrier. Of answered ones: all verified, some, or none.
 * Superseded and withdrawn items do not count; `ended` is a request of which nothing holds any more.
 */
export function requestState(items: readonly DatedItem[], now: Date): VerificationRequestState {
  const states = new Set(items.map((item) => stateAt(item, now)));
  if (states.has("draft")) return "draft";
  if (states.has("submitted")) return "submitted";
  const lost = states.has("rejected") || states.has("expired") || states.has("revoked");
  if (states.has("verified")) return lost ? "partly-verified" : "verified";
  return states.has("rejected") ? "rejected" : "ended";
}
