/** Strict, linear parser of SIP, SIPS and TEL URIs (RFC 3261 §19.1, RFC 3966); other schemes stay opaque. */
import type { Param } from "./params";

/** A `sip:` or `sips:` URI. Raw parts are exactly as written, escapes included. */
export interface SipUri {
  readonly kind: "sip";
  readonly scheme: "sip" | "sips";
  /** User part as written (escapes and any `;parameters` of its own kept), null if none. */
  readonly user: string | null;
  /** Password as written, null if none. */
  readonly password: string | null;
  /** Lower-case, IPv6 without brackets. */
  readonly host: string;
  readonly hostKind: "name" | "ipv4" | "ipv6";
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
}

export type ParsedUri = SipUri | TelUri | OtherUri;

/** Parses an absolute URI; null if it is malformed. Linear time, never throws. */
export function parseUri(text: string): ParsedUri | null {
  throw new Error(`to come: ${text}`);
}

/** Decodes `%HH` (RFC 2396); null if a `%` is not followed by two hexadecimal digits. One character a byte. */
export function decodeEscapes(text: string): string | null {
  throw new Error(`to come: ${text}`);
}
