// The trunk for the carrier's Asterisk: pjsip.conf, with the two lines of the dialplan as comments.
import type { HandOffSheet } from "../hand-off-sheet";
import { PASSWORD_PLACEHOLDER, safeValue, safeWords } from "./safe-text";

/** RTP encoding name → what Asterisk calls it. */
const CODECS: Readonly<Record<string, string>> = {
  ...{ PCMA: "alaw", PCMU: "ulaw", G722: "g722", G729: "g729", OPUS: "opus" },
};

export function asteriskConfig(sheet: HandOffSheet): string {
  const { digest, sipPort, transports } = sheet;
  const codecs = sheet.codecs.map((name) => CODECS[name.toUpperCase()]).filter(Boolean);
  const transport = transports.includes("udp") ? "udp" : "tcp";
  const [username] = digest?.usernames ?? [];
  return [
    `; Cradle BYOC for ${safeWords(sheet.carrierName)}: pjsip.conf. It was not run by Cradle.`,
    "; Send to the names below; do not pin their addresses. No emergency calls are carried.",
    "; In extensions.conf, with the number and the caller's number in full E.164 with their +:",
    ...sheet.trunks.map(
      ({ fqdn }, at) =>
        `;   Dial(PJSIP/cradle-${at + 1}/sip:\${EXTEN}@${safeValue(fqdn)}:${sipPort})`,
    ),
    "",
    "[cradle-transport]",
    "type=transport",
    `protocol=${transport}`,
    "bind=0.0.0.0",
    "",
    ...(username === undefined || digest === null
      ? []
      : [
          "[cradle-auth]",
          "type=auth",
          "auth_type=userpass",
          `realm=${safeValue(digest.realm)}`,
          `username=${safeValue(username)}`,
          `password=${PASSWORD_PLACEHOLDER}`,
          "",
        ]),
    ...sheet.trunks.flatMap(({ fqdn, name }, at) => [
      `; Trunk ${safeWords(name)}`,
      `[cradle-${at + 1}]`,
      "type=aor",
      `contact=sip:${safeValue(fqdn)}:${sipPort}${transport === "udp" ? "" : "\\;transport=tcp"}`,
      `qualify_frequency=${sheet.optionsIntervalSec}`,
      "",
      `[cradle-${at + 1}]`,
      "type=endpoint",
      "transport=cradle-transport",
      "context=from-cradle",
      `aors=cradle-${at + 1}`,
      "disallow=all",
      `allow=${codecs.join(",") || "alaw,ulaw"}`,
      "dtmf_mode=rfc4733",
      "direct_media=no",
      "trust_id_inbound=yes",
      "trust_id_outbound=yes",
      "send_pai=yes",
      "timers=yes",
      ...(username === undefined ? [] : ["outbound_auth=cradle-auth"]),
      "",
    ]),
    "; Cradle's requests come from these addresses alone.",
    "[cradle-identify]",
    "type=identify",
    "endpoint=cradle-1",
    ...sheet.egressAddresses.map(({ address }) => `match=${safeValue(address)}`),
    "",
  ].join("\n");
}
