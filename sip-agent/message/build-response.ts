/** Our own responses to a request (RFC 3261 §8.2.6). */
import type { SipMessage } from "./message";
import type { Source } from "./via";

/** A header line to write: usual name, value as a byte string. */
export type HeaderLine = readonly [name: string, value: string];

export interface ResponseOptions {
  /** Tag for To if the request has none there; required for every status but 100. */
  readonly toTag?: string;
  /** Where the request came from: stamps `received` and `rport` into the topmost Via (§18.2.1, RFC 3581). */
  readonly source?: Source;
  readonly headers?: readonly HeaderLine[];
  /** Copies Record-Route, for a response that makes a dialog (§12.1.1). */
  readonly recordRoute?: boolean;
  readonly body?: Buffer;
}

/**
 * Builds a response: every Via, From, To, Call-ID and CSeq as received (those that are there, so that a malformed
 * request can be answered too), Timestamp in a 100. Throws UnsafeValueError on an unsafe value.
 */
export function buildResponse(
  request: SipMessage,
  status: number,
  reason: string,
  _options: ResponseOptions = {},
): Buffer {
  throw new Error(`to come: ${request.method} ${status} ${reason}`);
}
