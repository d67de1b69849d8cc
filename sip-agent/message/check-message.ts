/** Is a parsed message fit for a proxy: rule 3 (malformed) decided, the facts of rule 4 laid out. */
import type { Fault } from "./fault";
import type { SipMessage } from "./message";

/** What rule 4 (`unsupported`) decides on. Deciding is the proxy's. */
export interface RequestFacts {
  /** `2.0` or another version, for 505. */
  readonly version: string;
  /** Scheme of the Request-URI, for 416. */
  readonly scheme: "sip" | "sips" | "tel" | "other";
  /** Option tags of Proxy-Require as written, for 420 with Unsupported. */
  readonly proxyRequire: readonly string[];
  /** Case-sensitive, for 405 with Allow. */
  readonly method: string;
  /** For 483; null if the header is absent (then 70 is set when forwarding, RFC 3261 §16.6). */
  readonly maxForwards: number | null;
}

/** Rule 3's verdict: the first fault (answer 400), or the facts that rule 4 needs. */
export type RequestCheck =
  | { readonly ok: true; readonly facts: RequestFacts }
  | { readonly ok: false; readonly fault: Fault };

/** Checks a request for rule 3 of sip-agent.md: mandatory headers, single headers, grammar and ranges (§16.3). */
export function checkRequest(request: SipMessage): RequestCheck {
  throw new Error(`to come: ${request.method}`);
}

/** Checks a response; a response with a fault is to be dropped. Null if it is sound. */
export function checkResponse(response: SipMessage): Fault | null {
  throw new Error(`to come: ${response.status}`);
}
