/** What a next hop's refusal becomes for the side that asked (sip-agent.md, From next hops). */
import type { TokenSide } from "./token/dialog-token";

/** Pass the response on as it is, or say this instead. */
export type Upstream =
  | { readonly kind: "pass" }
  | {
      readonly kind: "instead";
      readonly status: number;
      readonly reason: string;
      readonly isAlert: boolean;
    };

const PASS: Upstream = { kind: "pass" };

/** For a final status of 300 or above that came from a next hop, going to `side`. */
export function statusUpstream(status: number, side: TokenSide): Upstream {
  // Never followed; a carrier is not told where the core would have it call.
  if (status < 400) {
    return side === "carrier" ? instead(480, "Temporarily Unavailable") : PASS;
  }
  // We hold no credentials for anyone: whoever asks for them is set up wrongly.
  if (status === 401 || status === 407) {
    return { ...instead(500, "The next hop asks for credentials"), isAlert: true };
  }
  // Upstream a 503 would say that all of us is down (RFC 3261 §16.7 step 6).
  if (status === 503) return instead(500, "The next hop is unavailable");
  return PASS;
}

function instead(status: number, reason: string) {
  return { kind: "instead", status, reason, isAlert: false } as const;
}

/** The statuses after which the next target is tried: trouble on the way, not an answer to the call. */
const TROUBLE: ReadonlySet<number> = new Set([408, 500, 502, 503, 504]);

export function isTrouble(status: number): boolean {
  return TROUBLE.has(status);
}
