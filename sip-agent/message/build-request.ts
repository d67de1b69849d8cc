/** Our own requests: OPTIONS, BYE, CANCEL (RFC 3261 §9.1) and the ACK to a refusal (§17.1.1.3). */
import type { HeaderLine } from "./build-response";
import type { SipMessage } from "./message";

export interface RequestOptions {
  readonly method: string;
  readonly uri: string;
  /** Every header in order, Via first; Content-Length is added. */
  readonly headers: readonly HeaderLine[];
  readonly body?: Buffer;
}

/** Builds a request from its parts. Throws UnsafeValueError on an unsafe value. */
export function buildRequest(_options: RequestOptions): Buffer {
  throw new Error("to come");
}

/** ACK for a final response of 300 or above, from the INVITE as we sent it (§17.1.1.3). */
export function buildAck(invite: SipMessage, _response: SipMessage): Buffer {
  throw new Error(`to come: ${invite.method}`);
}

/** CANCEL for a request as we sent it (§9.1), with extra headers such as Reason. */
export function buildCancel(request: SipMessage, _headers: readonly HeaderLine[] = []): Buffer {
  throw new Error(`to come: ${request.method}`);
}
