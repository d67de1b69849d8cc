// The trunk for the carrier's FreeSWITCH: a gateway for each trunk, and the list of Cradle's addresses.
import type { HandOffSheet } from "../hand-off-sheet";
import { PASSWORD_PLACEHOLDER, safeValue, safeWords } from "./safe-text";

export function freeswitchConfig(sheet: HandOffSheet): string {
  const { digest, sipPort, transports, optionsIntervalSec } = sheet;
  const [username] = digest?.usernames ?? [];
  const param = (name: string, value: string) => `    <param name="${name}" value="${value}"/>`;
  const prefix = (address: string) =>
    `${safeValue(address)}/${address.includes(":") ? "128" : "32"}`;
  return [
    `<!-- Cradle BYOC for ${safeWords(sheet.carrierName)}. It was not run by Cradle. -->`,
    "<!-- Send to the names below; do not pin their addresses. No emergency calls are carried. -->",
    "<!-- sip_profiles/external/cradle.xml -->",
    "<include>",
    ...sheet.trunks.flatMap(({ fqdn, name }, at) => [
      `  <!-- Trunk ${safeWords(name)} -->`,
      `  <gateway name="cradle-${at + 1}">`,
      param("proxy", `${safeValue(fqdn)}:${sipPort}`),
      param("realm", digest === null ? safeValue(fqdn) : safeValue(digest.realm)),
      param("username", username === undefined ? "not-used" : safeValue(username)),
      param("password", username === undefined ? "not-used" : PASSWORD_PLACEHOLDER),
      param("register", "false"),
      param("caller-id-in-from", "true"),
      param("register-transport", transports.includes("udp") ? "udp" : "tcp"),
      param("ping", String(optionsIntervalSec)),
      "  </gateway>",
    ]),
    "</include>",
    "",
    "<!-- autoload_configs/acl.conf.xml, and in the profile: apply-inbound-acl = cradle -->",
    `<list name="cradle" default="deny">`,
    ...sheet.egressAddresses.map(
      ({ address }) => `  <node type="allow" cidr="${prefix(address)}"/>`,
    ),
    "</list>",
    "",
    "<!-- In the profile: dtmf-type = rfc2833 (RFC 4733), enable-timer = true -->",
    "",
  ].join("\n");
}
