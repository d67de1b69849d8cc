/** Our own requests: OPTIONS, BYE, CANCEL (RFC 3261 §9.1) and the ACK to a refusal (§17.1.1.3). */
import { type HeaderLine, headersText, requireToken, requireUriText } from "./header-text";
import type { SipMessage } from "./message";
import { writeMessage } from "./write-message";

export interface RequestOptions {
  readonly method: string;
  readonly uri: string;
  /** Every header in order, Via first; Content-Length is added. */
  readonly headers: readonly HeaderLine[];
  readonly body?: Buffer;
}

/** Builds a request from its parts. Throws UnsafeValueError on an unsafe value. */
export function buildRequest(options: RequestOptions): Buffer {
  const method = requireToken(options.method, "a method");
  const line = `${method} ${requireUriText(options.uri)} SIP/2.0\r\n`;
  return writeMessage(line + headersText(options.headers), options.body);
}

/** ACK for a final response of 300 or above, from the INVITE as we sent it (§17.1.1.3). */
export function buildAck(invite: SipMessage, response: SipMessage): Buffer {
  return buildCompanion(invite, "ACK", response.header("To") ?? invite.header("To") ?? "", []);
}

/** CANCEL for a request as we sent it (§9.1), with extra headers such as Reason. */
export function buildCancel(request: SipMessage, headers: readonly HeaderLine[] = []): Buffer {
  return buildCompanion(request, "CANCEL", request.header("To") ?? "", headers);
}

/** A request of the same transaction: its Request-URI, topmost Via alone, Route, From, Call-ID and CSeq number. */
function buildCompanion(
  sent: SipMessage,
  method: string,
  to: string,
  extra: readonly HeaderLine[],
): Buffer {
  const headers: HeaderLine[] = [["Via", sent.values("Via")[0] ?? ""]];
  for (const value of sent.lines("Route")) headers.push(["Route", value]);
  headers.push(
    ["Max-Forwards", "70"],
    ["From", sent.header("From") ?? ""],
    ["To", to],
    ["Call-ID", sent.header("Call-ID") ?? ""],
    ["CSeq", `${sent.cseq?.sequence ?? 0} ${method}`],
    ...extra,
  );
  return buildRequest({ method, uri: sent.requestUri, headers });
}
