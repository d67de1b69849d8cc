/** Our own responses to a request (RFC 3261 §8.2.6). */
import { H } from "./header-name";
import { type HeaderLine, headersText, headerText, madeSafe, requireSafeText } from "./header-text";
import type { SipMessage } from "./message";
import { STRIDE } from "./scan-headers";
import { type Source, stampVia } from "./via";
import { writeMessage } from "./write-message";

export type { HeaderLine } from "./header-text";

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
 * request can be answered too), Timestamp in a 100. Throws UnsafeValueError on an unsafe reason, tag or header.
 */
export function buildResponse(
  request: SipMessage,
  status: number,
  reason: string,
  options: ResponseOptions = {},
): Buffer {
  let text = `SIP/2.0 ${status} ${requireSafeText(reason, "a reason phrase")}\r\n`;
  text += viaText(request, options.source);
  if (options.recordRoute) {
    for (const value of request.lines("Record-Route"))
      text += `Record-Route: ${madeSafe(value)}\r\n`;
  }
  text += copied(request, "From", H.from);
  text += toText(request, status === 100 ? undefined : options.toTag);
  text += copied(request, "Call-ID", H.callId);
  text += copied(request, "CSeq", H.cseq);
  if (status === 100) text += copied(request, "Timestamp", H.timestamp);
  if (options.headers !== undefined) text += headersText(options.headers);
  return writeMessage(text, options.body);
}

/**
 * A 100 to a request that `checkRequest` found sound (§8.2.6.1): what it copies is safe as it stands. `vias`: its Via
 * values, the topmost stamped already.
 */
export function buildTrying(request: SipMessage, vias: readonly string[]): Buffer {
  let text = "SIP/2.0 100 Trying\r\n";
  for (let i = 0; i < vias.length; i++) text += `Via: ${vias[i]}\r\n`;
  text += `From: ${request.header(H.from)}\r\nTo: ${request.header(H.to)}\r\n`;
  text += `Call-ID: ${request.header(H.callId)}\r\nCSeq: ${request.header(H.cseq)}\r\n`;
  text += copied(request, "Timestamp", H.timestamp);
  return Buffer.from(`${text}Content-Length: 0\r\n\r\n`, "latin1");
}

/** The first line of that header as received, empty if there is none. */
function copied(request: SipMessage, name: string, id: number): string {
  const at = request.indexOf(id);
  return at < 0 ? "" : `${name}: ${madeSafe(request.valueAt(at))}\r\n`;
}

/** Every Via line in order; the topmost value stamped with where the request came from. */
function viaText(request: SipMessage, source: Source | undefined): string {
  const { scan } = request;
  let text = "";
  for (let at = request.indexOf(H.via); at >= 0 && at < scan.count; at += STRIDE) {
    if ((scan.spans[at]! & 0xff) !== H.via) continue;
    if (text === "" && source !== undefined) {
      const [top = "", ...rest] = request.valuesAt(at);
      const values = [stampVia(top, source) ?? top, ...rest];
      text = `Via: ${madeSafe(values.join(", "))}\r\n`;
    } else {
      text += `Via: ${madeSafe(request.valueAt(at))}\r\n`;
    }
  }
  return text;
}

/** To as received, with our tag where it has none. */
function toText(request: SipMessage, toTag: string | undefined): string {
  const at = request.indexOf(H.to);
  if (at < 0) return "";
  const value = madeSafe(request.valueAt(at));
  if (toTag === undefined || request.toTag !== null) return `To: ${value}\r\n`;
  return headerText("To", `${value};tag=${toTag}`);
}
