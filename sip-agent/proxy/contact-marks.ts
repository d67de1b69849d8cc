/** Short hashes of a Contact that tokens carry: whether a Request-URI names the far side as it was, without the name itself. */
import { createHash } from "node:crypto";
import type { ParsedUri, SipUri } from "@/lib/sip/sip-uri";
import { decodeEscapes } from "@/lib/sip/sip-uri";
import { DEFAULT_PORT } from "../transport/response-destination";
import type { TransportName } from "../transport/transport";

/** Hexadecimal, four bytes each. */
export interface ContactMarks {
  /** Of the user part as it is meant. */
  readonly user: string;
  /** Of host, port and transport. */
  readonly place: string;
}

const MARK_HEX = 8;

/**
 * The marks of a Contact or Request-URI; null stands for a message without one. They are salted with the call record's
 * id, which nobody outside sees: no other user with the same short hash can be looked for.
 */
export function contactMarks(recordId: string, uri: ParsedUri | null): ContactMarks {
  return {
    user: hashOf(recordId, "user", userText(uri)),
    place: hashOf(recordId, "place", placeText(uri)),
  };
}

/** Transport that a URI asks for (RFC 3263 §4.1 for literals); null for one that is not spoken here. */
export function transportOf(uri: SipUri): TransportName | null {
  if (uri.scheme === "sips") return "tls";
  const param = uri.params.find(({ name }) => name === "transport")?.value;
  switch (param?.toLowerCase()) {
    case undefined:
    case "udp":
      return "udp";
    case "tcp":
      return "tcp";
    case "tls":
      return "tls";
    default:
      return null;
  }
}

/** Host, port and transport that the URI names, defaults written out. */
export function placeText(uri: ParsedUri | null): string {
  if (uri?.kind !== "sip") return "";
  const transport = transportOf(uri);
  if (transport === null) return "";
  return `${transport}:${uri.host}:${uri.port ?? DEFAULT_PORT[transport]}`;
}

/** The user part, or a tel URI's number, as it is meant; of any other URI, nothing. */
export function userText(uri: ParsedUri | null): string {
  if (uri?.kind === "tel") return decodeEscapes(uri.number) ?? uri.number;
  if (uri?.kind !== "sip" || uri.user === null) return "";
  return decodeEscapes(uri.user) ?? uri.user;
}

function hashOf(recordId: string, what: string, text: string): string {
  return createHash("sha256")
    .update(`${recordId}\0${what}\0${text}`)
    .digest("hex")
    .slice(0, MARK_HEX);
}
