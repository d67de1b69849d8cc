// A call as staff describe it, written as the INVITE that would bring it.
import type { CheckCall } from "@/lib/schemas/call-check";

export type ImaginedCall = Pick<
  CheckCall,
  "aNumber" | "bNumber" | "assertedIdentity" | "privacy" | "diversion"
>;

export interface ImaginedPlaces {
  /** Host of the Request-URI. */
  readonly calledHost: string;
  readonly sourceAddress: string;
  readonly sourcePort: number;
  readonly transport: string;
}

/** The text of the request, CRLF. What was typed stands where it belongs, and is judged there. */
export function imaginedInvite(call: ImaginedCall, places: ImaginedPlaces): string {
  const { sourceAddress, sourcePort } = places;
  const sourceHost = sourceAddress.includes(":") ? `[${sourceAddress}]` : sourceAddress;
  const called = uri(call.bNumber ?? "", places.calledHost);
  const party = (text: string) => `<${uri(text, sourceHost)}>`;
  const from =
    call.privacy === "anonymous"
      ? '"Anonymous" <sip:anonymous@anonymous.invalid>'
      : party(call.aNumber ?? "");
  return [
    `INVITE ${called} SIP/2.0`,
    `Via: SIP/2.0/${places.transport.toUpperCase()} ${sourceHost}:${sourcePort};branch=z9hG4bKcallcheck;rport`,
    "Max-Forwards: 70",
    `From: ${from};tag=call-check`,
    `To: <${called}>`,
    "Call-ID: call-check",
    "CSeq: 1 INVITE",
    `Contact: <sip:${sourceHost}:${sourcePort}>`,
    ...(call.assertedIdentity ? [`P-Asserted-Identity: ${party(call.assertedIdentity)}`] : []),
    ...(call.privacy === "id" || call.privacy === "anonymous" ? ["Privacy: id"] : []),
    ...(call.diversion ? [`Diversion: ${party(call.diversion)};reason=unconditional`] : []),
    "Content-Length: 0",
    "",
    "",
  ].join("\r\n");
}

/** A whole URI as it was typed; anything else as the user part of one. */
function uri(text: string, host: string): string {
  if (/^(sips?|tel):/i.test(text)) return text;
  return `sip:${encodeURIComponent(text).replaceAll("%2B", "+")}@${host}`;
}
