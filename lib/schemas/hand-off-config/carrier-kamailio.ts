// A border proxy for the carrier in Kamailio: Cradle on one side, the carrier's switch on the other.
import type { HandOffSheet } from "../hand-off-sheet";
import { AUTHORITIES, CERTIFICATE, reachOf, reachWords } from "./carrier-reach";
import { PASSWORD_PLACEHOLDER, safeNumber, safeValue, safeWords } from "./safe-text";

/** To be replaced: the switch that the proxy stands before. */
const SWITCH = "YOUR_SWITCH_ADDRESS";

/** The whole of kamailio.cfg. */
export function kamailioConfig(sheet: HandOffSheet): string {
  return [...head(sheet), ...requestRoute(sheet), ...replies(sheet)].join("\n");
}

function head(sheet: HandOffSheet): string[] {
  const { carrierName, digest } = sheet;
  const reach = reachOf(sheet);
  const modules = ["tm", "rr", "pv", "sl", "siputils", "textops", "maxfwd"];
  // First of all: what begins with it reads the others' settings.
  if (reach.usesTls) modules.unshift("tls");
  // The authenticated INVITE has the next CSeq: the dialog remembers it for the requests that follow.
  if (digest !== null) modules.push("dialog", "uac");
  return [
    "#!KAMAILIO",
    `# Cradle BYOC for ${safeWords(carrierName)}. No emergency calls are carried.`,
    `# Replace ${SWITCH} by the address of your switch, alone or before :port${digest === null ? "." : `, and ${PASSWORD_PLACEHOLDER} by the password.`}`,
    "# Send to the names below; do not pin their addresses.",
    `# ${reachWords(reach)}`,
    `# Session timers are your switch's: Cradle asks for ${sheet.sessionTimerSec} seconds where neither side names any.`,
    `#!substdef "!SWITCH_HOST!${SWITCH}!g"`,
    "",
    "log_stderror=no",
    "auto_aliases=no",
    "rev_dns=no",
    ...(reach.usesTls ? ["enable_tls=yes"] : []),
    "",
    ...modules.map((name) => `loadmodule "${name}.so"`),
    "",
    ...(reach.usesTls ? tlsSettings() : []),
    ...(digest === null
      ? []
      : [
          `modparam("dialog", "track_cseq_updates", 1)`,
          ...digest.usernames
            .slice(0, 1)
            .map(
              (name) =>
                `modparam("uac", "credential", "${safeValue(name)}:${safeValue(digest.realm)}:${PASSWORD_PLACEHOLDER}")`,
            ),
          "",
        ]),
  ];
}

/** Of the module tls, for both directions: Cradle shows a certificate where it is called, and none where it calls. */
function tlsSettings(): string[] {
  return [
    "# Cradle's certificate is checked against the authorities; Cradle checks yours against the host of your gateway.",
    `# Replace ${CERTIFICATE.cert} and ${CERTIFICATE.key} by your certificate, with its chain, and its key.`,
    `modparam("tls", "tls_method", "TLSv1.2+")`,
    `modparam("tls", "certificate", "${CERTIFICATE.cert}")`,
    `modparam("tls", "private_key", "${CERTIFICATE.key}")`,
    `modparam("tls", "ca_list", "${AUTHORITIES}")`,
    `modparam("tls", "verify_certificate", 1)`,
    `modparam("tls", "require_certificate", 0)`,
    `modparam("tls", "xavp_cfg", "tls")`,
    "",
  ];
}

function requestRoute(sheet: HandOffSheet): string[] {
  const from = sheet.egressAddresses.map(({ address }) => `$si == "${safeValue(address)}"`);
  return [
    "request_route {",
    `\tif (!mf_process_maxfwd_header("70")) {`,
    `\t\tsl_send_reply("483", "Too Many Hops");`,
    "\t\texit;",
    "\t}",
    "\t# Cradle's requests come from these addresses alone.",
    `\tif (${from.join(" || ") || "0"}) {`,
    "\t\troute(FROM_CRADLE);",
    `\t} else if ($si == "SWITCH_HOST") {`,
    "\t\troute(TO_CRADLE);",
    "\t} else {",
    "\t\t# Nothing is answered.",
    "\t\tdrop;",
    "\t}",
    "}",
    "",
    "route[IN_DIALOG] {",
    `\tif (is_method("CANCEL")) {`,
    "\t\tif (t_check_trans()) t_relay();",
    "\t\texit;",
    "\t}",
    "\tif (!has_totag()) return;",
    "\tloose_route();",
    "\tt_relay();",
    "\texit;",
    "}",
    "",
    "route[FROM_CRADLE] {",
    `\tif (is_method("OPTIONS") && !has_totag()) {`,
    `\t\tsl_send_reply("200", "OK");`,
    "\t\texit;",
    "\t}",
    "\troute(IN_DIALOG);",
    "\trecord_route();",
    `\t$du = "sip:SWITCH_HOST";`,
    "\tt_relay();",
    "\texit;",
    "}",
    "",
    "route[TO_CRADLE] {",
    "\troute(IN_DIALOG);",
    "\t# Full E.164 with its +; the A-number in From and P-Asserted-Identity passes unchanged.",
    `\tif (is_method("INVITE") && !($rU =~ "^\\+[1-9][0-9]+$")) {`,
    `\t\tsl_send_reply("484", "Address Incomplete");`,
    "\t\texit;",
    "\t}",
    ...trunkChoice(sheet),
    "\trecord_route();",
    ...(sheet.digest === null ? [] : ["\tdlg_manage();", `\tt_on_failure("CHALLENGED");`]),
    "\tt_relay();",
    "\texit;",
    "}",
    "",
  ];
}

/** The Request-URI takes the name of the trunk that the called number is on. */
function trunkChoice(sheet: HandOffSheet): string[] {
  const { trunks } = sheet;
  const { transport, port, parameter } = reachOf(sheet);
  const setHost = (fqdn: string) => [
    `$ru = "sip:" + $rU + "@${safeValue(fqdn)}:${port}${parameter}";`,
    // The name that is asked for in the handshake: Cradle's certificate is chosen by it.
    ...(transport === "tls" ? [`$xavp(tls=>server_name) = "${safeValue(fqdn)}";`] : []),
  ];
  const [first, ...others] = trunks;
  if (first === undefined) return [`\tsl_send_reply("404", "No Trunk");`, "\texit;"];
  if (others.length === 0) return setHost(first.fqdn).map((line) => `\t${line}`);
  return [
    "\tswitch ($rU) {",
    ...trunks.flatMap((trunk) => [
      ...trunk.byocNumbers
        .map(safeNumber)
        .filter((number) => number !== null)
        .map((number) => `\tcase "${number}":`),
      ...(trunk.byocNumbers.some((number) => safeNumber(number) !== null)
        ? [...setHost(trunk.fqdn).map((line) => `\t\t${line}`), "\t\tbreak;"]
        : []),
    ]),
    "\tdefault:",
    `\t\tsl_send_reply("404", "Not Found");`,
    "\t\texit;",
    "\t}",
  ];
}

function replies({ digest }: HandOffSheet): string[] {
  if (digest === null) return [];
  return [
    "failure_route[CHALLENGED] {",
    "\tif (t_is_canceled()) exit;",
    `\tif (t_check_status("401|407") && uac_auth()) {`,
    "\t\tt_relay();",
    "\t}",
    "}",
    "",
  ];
}
