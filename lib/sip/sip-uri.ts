/** Strict, linear parser of SIP, SIPS and TEL URIs (RFC 3261 §19.1, RFC 3966); other schemes stay opaque. */
import { scratchOf, textAt } from "./byte-string";
import { type HostKind, scanHost, takeHost } from "./host";
import type { Param } from "./params";
import { scanUri, takeHeaders, takeParams, uriSpan } from "./scan-uri";

export { decodeEscapes } from "./escapes";

/** A `sip:` or `sips:` URI. Raw parts are exactly as written, escapes included. */
export interface SipUri {
  readonly kind: "sip";
  readonly scheme: "sip" | "sips";
  /** User part as written (escapes and any `;parameters` of its own kept), null if none. */
  readonly user: string | null;
  /** Password as written, null if none. */
  readonly password: string | null;
  /** Lower-case, IPv6 without brackets, without a name's trailing dot. */
  readonly host: string;
  readonly hostKind: HostKind;
  readonly port: number | null;
  /** Names lower-case with escapes decoded, values as written. */
  readonly params: readonly Param[];
  /** What follows `?`: names and values as written. */
  readonly headers: readonly Param[];
  /** Span of `host[:port]` inside the URI's text, so that an editor can replace just that. */
  readonly hostStart: number;
  readonly hostEnd: number;
}

/** A `tel:` URI: the subscriber number as written, and its parameters. */
export interface TelUri {
  readonly kind: "tel";
  readonly scheme: "tel";
  readonly number: string;
  readonly params: readonly Param[];
}

/** An absolute URI of a scheme that a SIP proxy does not route. */
export interface OtherUri {
  readonly kind: "other";
  /** Lower-case. */
  readonly scheme: string;
  /** The whole URI as written. */
  readonly text: string;
}

export type ParsedUri = SipUri | TelUri | OtherUri;

/** Parses an absolute URI; null if it is malformed. Linear time, never throws. */
export function parseUri(text: string): ParsedUri | null {
  const bytes = scratchOf(text);
  return bytes === null ? null : parseUriAt(bytes, 0, text.length);
}

/** Parses the URI in these bytes, which must be all of it; null if it is malformed. */
export function parseUriAt(bytes: Buffer, start: number, end: number): ParsedUri | null {
  if (!scanUri(bytes, start, end)) return null;
  const { scheme, schemeEnd, userStart, userEnd, paramsStart, headersStart } = uriSpan;
  if (scheme === "other") {
    return {
      kind: "other",
      scheme: textAt(bytes, start, schemeEnd).toLowerCase(),
      text: textAt(bytes, start, end),
    };
  }
  const params = takeParams(bytes, paramsStart, headersStart);
  if (scheme === "tel") {
    return { kind: "tel", scheme, number: textAt(bytes, userStart, userEnd), params };
  }
  const { passwordStart, passwordEnd, hostStart, hostEnd, hostKind, port } = uriSpan;
  scanHost(bytes, hostStart, end);
  return {
    kind: "sip",
    scheme,
    user: userStart < 0 ? null : textAt(bytes, userStart, userEnd),
    password: passwordStart < 0 ? null : textAt(bytes, passwordStart, passwordEnd),
    host: takeHost(bytes),
    hostKind,
    port: port < 0 ? null : port,
    params,
    headers: takeHeaders(bytes, headersStart, end),
    hostStart: hostStart - start,
    hostEnd: hostEnd - start,
  };
}
