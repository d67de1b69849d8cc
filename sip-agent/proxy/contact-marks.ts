/** What of a Contact or an address decides whom it means: user, place, and a short hash of the user that tokens carry. */
import { hash } from "node:crypto";
import type { ParsedUri, SipUri } from "@/lib/sip/sip-uri";
import { decodeEscapes } from "@/lib/sip/sip-uri";
import { DEFAULT_PORT } from "../transport/response-destination";
import type { TransportName } from "../transport/transport";

const MARK_HEX = 8;

/**
 * Four bytes in hexadecimal that stand for the user part as it is meant; null stands for a message without a Contact.
 * Salted with the call record's id, which nobody outside sees: no other user with the same mark can be looked for.
 */
export function userMark(recordId: string, uri: ParsedUri | null): string {
  return hash("sha256", `${recordId}\0user\0${userText(uri)}`, "hex").slice(0, MARK_HEX);
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
