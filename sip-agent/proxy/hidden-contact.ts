/** A Contact of ours that stands for the far side's: toward a carrier always, toward the core once it was refreshed. */
import { H } from "@/lib/sip/header-name";
import type { SipMessage } from "@/lib/sip/message";
import type { NameAddr } from "@/lib/sip/name-addr";
import type { Source, TransportName } from "../transport/transport";
import { userMark } from "./contact-marks";
import { shownContactParams } from "./contact-params";
import { hostOf } from "./leg-hosts";
import { type Reach, reachOf, sealedContactUri, sealedUri } from "./our-uri";
import type { ProxyContext } from "./proxy-context";
import { trunkIdOf } from "./shown-identity";
import { sourcePlace } from "./source-place";
import { type DialogToken, type TokenBinding, UNCHANGED } from "./token/dialog-token";

/** Requests whose Contact, and that of their 2xx, an end goes by (RFC 3261 §12.2, RFC 3311, RFC 6665 §4.1.2, RFC 3515). */
const WITH_CONTACT: ReadonlySet<string> = new Set(["INVITE", "UPDATE", "REFER", "NOTIFY"]);

/**
 * Contact value with a token that says all that `token` says and the Contact beside; without the hosts to restore, or
 * with nothing but the Contact, where there is no room for more. Null if not even that fits.
 */
export function hideContact(
  context: ProxyContext,
  token: DialogToken,
  contact: NameAddr,
  binding: TokenBinding,
  transport: Reach,
): string | null {
  const { holder, recordId } = token;
  const full = { ...token, contact: contact.uri };
  const uri =
    sealedUri(context, full, binding, transport, "") ??
    sealedUri(
      context,
      { ...full, fromHost: UNCHANGED, toHost: UNCHANGED },
      binding,
      transport,
      "",
    ) ??
    sealedContactUri(context, { holder, recordId, contact: contact.uri }, binding, transport);
  return uri === null ? null : `<${uri}>${shownContactParams(contact)}`;
}

/**
 * What the other side sees as Contact of a request inside the dialog: a value; null for none (toward a carrier), or the
 * sender's own (toward the core). `token` is the sender's.
 */
export function contactOfRequest(
  context: ProxyContext,
  token: DialogToken,
  message: SipMessage,
  source: Source,
  transport: TransportName,
): string | null | "too-long" {
  const contact = contactIn(message, message.method);
  if (contact === null) return null;
  const towardCarrier = token.side === "core";
  const binding = bindingOf(token, message);
  const shown = otherHolder(context, token, message, source);
  // Behind a proxy of its own, the core's Contact alone does not say the way: the Record-Route token does.
  const isWayKnown = !towardCarrier || isDirect(message);
  const reach = reachOf(message, transport);
  const value = isWayKnown
    ? hideContact(context, shown, contact, binding, reach)
    : hideAlone(context, shown, contact, binding, reach);
  return value === null && towardCarrier ? "too-long" : value;
}

/** Likewise of a 2xx to it; `token` is that of who asked, and is shown the Contact. */
export function contactOfResponse(
  context: ProxyContext,
  token: DialogToken,
  request: SipMessage,
  response: SipMessage,
  transport: TransportName,
): string | null {
  const contact = contactIn(response, request.method);
  if (contact === null) return null;
  const reach = reachOf(request, transport);
  return hideContact(context, token, contact, bindingOf(token, request), reach);
}

function hideAlone(
  context: ProxyContext,
  { holder, recordId }: DialogToken,
  contact: NameAddr,
  binding: TokenBinding,
  transport: Reach,
): string | null {
  const alone = { holder, recordId, contact: contact.uri };
  const uri = sealedContactUri(context, alone, binding, transport);
  return uri === null ? null : `<${uri}>${shownContactParams(contact)}`;
}

function contactIn(message: SipMessage, method: string): NameAddr | null {
  return WITH_CONTACT.has(method) ? (message.contacts?.[0] ?? null) : null;
}

/** Both tags are known inside a dialog. */
function bindingOf(token: DialogToken, request: SipMessage): TokenBinding {
  const [fromTag, toTag] = [request.fromTag ?? "", request.toTag ?? ""];
  const isCaller = token.holder === "caller";
  return {
    callId: request.callId ?? "",
    callerTag: isCaller ? fromTag : toTag,
    calleeTag: isCaller ? toTag : fromTag,
  };
}

/** The token of who gets this request, as far as the request tells. */
function otherHolder(
  context: ProxyContext,
  token: DialogToken,
  message: SipMessage,
  source: Source,
): DialogToken {
  const isToCore = token.side === "carrier";
  const restores = !isToCore && token.direction === "origination";
  const trunkId = trunkIdOf(context, token);
  const { recordId } = token;
  return {
    ...token,
    holder: token.holder === "caller" ? "callee" : "caller",
    side: isToCore ? "core" : "carrier",
    farUser: isToCore ? userMark(recordId, message.contacts?.[0]?.parsedUri ?? null) : null,
    ownUser: isToCore ? userMark(recordId, message.to?.parsedUri ?? null) : null,
    target: sourcePlace(message, source),
    // On the core's leg of an origination: the carrier's requests have them the other way round.
    fromHost: restores ? hostOf(context, trunkId, partyOf(message, token, "caller")) : UNCHANGED,
    toHost: restores ? hostOf(context, trunkId, partyOf(message, token, "callee")) : UNCHANGED,
    hiddenRoutes: [],
    contact: null,
  };
}

function partyOf(message: SipMessage, token: DialogToken, who: "caller" | "callee") {
  return token.holder === who ? message.from : message.to;
}

function isDirect(message: SipMessage): boolean {
  return message.values(H.via).length === 1 && !message.has("Record-Route");
}
