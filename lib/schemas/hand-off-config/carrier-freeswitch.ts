// The trunk for the carrier's FreeSWITCH: a gateway for each trunk, and the list of Cradle's addresses.
import type { HandOffSheet } from "../hand-off-sheet";
import { reachOf, reachWords } from "./carrier-reach";
import { PASSWORD_PLACEHOLDER, safeValue, safeWords } from "./safe-text";

export function freeswitchConfig(sheet: HandOffSheet): string {
  const { digest, optionsIntervalSec } = sheet;
  const reach = reachOf(sheet);
  const [username] = digest?.usernames ?? [];
  const param = (name: string, value: string) => `    <param name="${name}" value="${value}"/>`;
  const prefix = (address: string) =>
    `${safeValue(address)}/${address.includes(":") ? "128" : "32"}`;
  return [
    `<!-- Cradle BYOC for ${safeWords(sheet.carrierName)}. It was not run by Cradle. -->`,
    "<!-- Send to the names below; do not pin their addresses. No emergency calls are carried. -->",
    `<!-- ${reachWords(reach)} -->`,
    "<!-- sip_profiles/external/cradle.xml -->",
    "<include>",
    ...sheet.trunks.flatMap(({ fqdn, name }, at) => [
      `  <!-- Trunk ${safeWords(name)} -->`,
      `  <gateway name="cradle-${at + 1}">`,
      param("proxy", `${safeValue(fqdn)}:${reach.port}${reach.parameter}`),
      param("realm", digest === null ? safeValue(fqdn) : safeValue(digest.realm)),
      param("username", username === undefined ? "not-used" : safeValue(username)),
      param("password", username === undefined ? "not-used" : PASSWORD_PLACEHOLDER),
      param("register", "false"),
      param("caller-id-in-from", "true"),
      param("register-transport", reach.transport),
      param("ping", String(optionsIntervalSec)),
      "  </gateway>",
    ]),
    "</include>",
    "",
    "<!-- autoload_configs/acl.conf.xml -->",
    `<list name="cradle" default="deny">`,
    ...sheet.egressAddresses.map(
      ({ address }) => `  <node type="allow" cidr="${prefix(address)}"/>`,
    ),
    "</list>",
    "",
    "<!-- Among the settings of sip_profiles/external.xml -->",
    param("apply-inbound-acl", "cradle"),
    // FreeSWITCH's name for RFC 4733.
    param("dtmf-type", "rfc2833"),
    param("enable-timer", "true"),
    param("session-timeout", String(sheet.sessionTimerSec)),
    ...(reach.usesTls ? tlsSettings(param) : []),
    "",
  ].join("\n");
}

/** Both ways: what Cradle shows is checked, with its name; Cradle shows no certificate where it calls. */
function tlsSettings(param: (name: string, value: string) => string): string[] {
  return [
    "    <!-- In tls-cert-dir: your certificate and key as agent.pem, for the host of your gateway; in cafile.pem the authorities of Cradle's certificate -->",
    param("tls", "true"),
    param("tls-version", "tlsv1.2"),
    param("tls-verify-policy", "subjects_out"),
    param("tls-verify-date", "true"),
  ];
}
