/** REFER inside a dialog: refused unless the trunk takes it, and then only to a +E.164 number at our FQDN. */

import type { SipMessage } from "@/lib/sip/message";
import { parseNameAddr } from "@/lib/sip/name-addr";
import { decodeEscapes } from "@/lib/sip/sip-uri";
import { E164_SHAPE } from "@/lib/telephony/e164";
import { getTrunk } from "./configured";
import type { ProxyContext } from "./proxy-context";
import { ALLOW } from "./refusal";
import type { DialogToken } from "./token/dialog-token";

const METHODS: ReadonlySet<string> = new Set(ALLOW.split(", "));
/** A transfer, and what tells how it goes (RFC 3515 §2.4.4). */
const TRANSFER_METHODS: ReadonlySet<string> = new Set(["REFER", "NOTIFY"]);

/** True if the method may be used inside some dialog. */
export function isDialogMethod(method: string): boolean {
  return METHODS.has(method) || TRANSFER_METHODS.has(method);
}

/** True if the method is for transfers alone, and the trunk takes none. REFER has an answer of its own. */
export function isStrayNotify(context: ProxyContext, token: DialogToken, method: string): boolean {
  return method === "NOTIFY" && getTrunk(context.snapshot(), token.trunk)?.allowRefer !== true;
}

/**
 * True if this REFER may go through. A carrier's would be decided as an origination of the trunk's customer: until it
 * is, a carrier's REFER is refused like any other.
 */
export function isReferAllowed(
  context: ProxyContext,
  token: DialogToken,
  message: SipMessage,
): boolean {
  if (token.side === "carrier") return false;
  const snapshot = context.snapshot();
  const trunk = getTrunk(snapshot, token.trunk);
  if (trunk === null || !trunk.allowRefer) return false;
  const uri = parseNameAddr(message.header("Refer-To") ?? "")?.parsedUri;
  if (uri?.kind !== "sip" || uri.headers.length > 0) return false;
  const fqdn = snapshot.settings.signallingFqdn;
  const isOurs = uri.host === fqdn || uri.host === `${trunk.fqdnLabel}.${fqdn}`;
  return isOurs && E164_SHAPE.test(decodeEscapes(uri.user ?? "") ?? "");
}
