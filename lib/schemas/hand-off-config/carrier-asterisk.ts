// The trunk for the carrier's Asterisk: pjsip.conf, with the two lines of the dialplan as comments.
import type { HandOffSheet } from "../hand-off-sheet";
import { AUTHORITIES, CERTIFICATE, reachOf, reachWords, type Transport } from "./carrier-reach";
import { PASSWORD_PLACEHOLDER, safeValue, safeWords } from "./safe-text";

/** RTP encoding name → what Asterisk calls it. */
const CODECS: Readonly<Record<string, string>> = {
  ...{ PCMA: "alaw", PCMU: "ulaw", G722: "g722", G729: "g729", OPUS: "opus" },
};

export function asteriskConfig(sheet: HandOffSheet): string {
  const { digest } = sheet;
  const reach = reachOf(sheet);
  const codecs = sheet.codecs.map((name) => CODECS[name.toUpperCase()]).filter(Boolean);
  const [username] = digest?.usernames ?? [];
  return [
    `; Cradle BYOC for ${safeWords(sheet.carrierName)}: pjsip.conf. It was not run by Cradle.`,
    "; Send to the names below; do not pin their addresses. No emergency calls are carried.",
    `; ${reachWords(reach)}`,
    "; In extensions.conf, with the number and the caller's number in full E.164 with their +:",
    ...sheet.trunks.map(
      ({ fqdn }, at) => `;   Dial(PJSIP/\${EXTEN}@cradle-${at + 1}) for ${safeValue(fqdn)}`,
    ),
    "; Where you have a transport of the same protocol already, leave ours out and name yours in the endpoints.",
    "",
    ...reach.used.flatMap(transportSection),
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
      // A semicolon begins a comment here.
      `contact=sip:${safeValue(fqdn)}:${reach.port}${reach.parameter.replace(";", "\\;")}`,
      `qualify_frequency=${sheet.optionsIntervalSec}`,
      "",
      `[cradle-${at + 1}]`,
      "type=endpoint",
      `transport=cradle-${reach.transport}`,
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
      `timers_sess_expires=${sheet.sessionTimerSec}`,
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

function transportSection(transport: Transport): string[] {
  return [
    `[cradle-${transport}]`,
    "type=transport",
    `protocol=${transport}`,
    "bind=0.0.0.0",
    ...(transport === "tls"
      ? [
          "method=tlsv1_2",
          "; Cradle's certificate must be for the name that is called, by one of these authorities.",
          `ca_list_file=${AUTHORITIES}`,
          "verify_server=yes",
          "; Yours, for the host of your gateway; Cradle checks it, and shows none where it calls.",
          `cert_file=${CERTIFICATE.cert}`,
          `priv_key_file=${CERTIFICATE.key}`,
          "verify_client=no",
        ]
      : []),
    "",
  ];
}
