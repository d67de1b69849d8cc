/** Whether a request's dialog may still be there, as far as its token and this agent know, and means the far side. */
import type { SipMessage } from "@/lib/sip/message";
import { parseNameAddr } from "@/lib/sip/name-addr";
import type { ParsedUri } from "@/lib/sip/sip-uri";
import type { CallState } from "./call-state";
import { getTrunk } from "./configured";
import { userMark, userText } from "./contact-marks";
import { type DialogRequest, targetUri } from "./dialog-lookup";
import type { DialogParty, DialogState } from "./dialog-state";
import type { ProxyContext } from "./proxy-context";
import type { DialogToken } from "./token/dialog-token";

/** Where the trunk is configured no more (domain: 4 h). */
const DEFAULT_LONGEST_CALL_SEC = 14_400;
/** A call rings before it is answered, and its record is closed a minute after the longest call. */
const MARGIN_SEC = 300;
/** A token of a call that was never answered, or has ended, opens no longer than this. */
const UNANSWERED_SEC = 900;

/** Requests that make the far side begin something: ringing again, new media, a transfer. */
const BEGINNING: ReadonlySet<string> = new Set(["INVITE", "UPDATE", "REFER"]);

/**
 * False if the token is older than the trunk's longest call, or than 15 minutes where this agent knows of no answered
 * call; if the tags are not those of the answered dialog; or if the Request-URI of what begins something is not a token
 * with the far side's Contact, nor, from the core, names the same user as the carrier's Contact, the present one or the one
 * that the token was made with.
 */
export function isLiveDialog(
  context: ProxyContext,
  request: SipMessage,
  dialog: DialogRequest,
): boolean {
  const { token } = dialog;
  const ageSec = context.wallMs / 1000 - token.issuedAtSec;
  if (ageSec > longestCallSec(context, token) + MARGIN_SEC) return false;
  const state = context.callState(token.recordId);
  const begins = BEGINNING.has(request.method);
  switch (state.kind) {
    case "over":
      if (begins || ageSec > UNANSWERED_SEC) return false;
      break;
    case "setting-up":
      // A second INVITE or a transfer presupposes an answer, which passes through here.
      if (request.method === "INVITE" || request.method === "REFER") return false;
      if (ageSec > UNANSWERED_SEC) return false;
      break;
    case "up":
      if (!hasTagsOf(state.dialog, request, token)) return false;
      break;
    case "unknown":
      break;
  }
  return !begins || namesFarSide(dialog, state);
}

/**
 * What a carrier writes into the Request-URI by itself names nobody of the core: its request goes to the core's Contact
 * where this agent knows it.
 */
export function withKnownContact(context: ProxyContext, dialog: DialogRequest): DialogRequest {
  const { token, isSealed } = dialog;
  if (isSealed || token.side === "core") return dialog;
  const state = context.callState(token.recordId);
  if (state.kind !== "up") return dialog;
  const { contact } = farParty(token, state.dialog);
  // An end that answers without a Contact, which it must not, still has its calls acknowledged and ended.
  return contact === "" ? dialog : { ...dialog, requestUri: contact, isSealed: true };
}

/** The far side's Contact as this agent knows it, null if it does not. */
export function farContact(token: DialogToken, state: CallState): ParsedUri | null {
  if (state.kind !== "up") return null;
  return targetUri(farParty(token, state.dialog).contact);
}

function farParty(token: DialogToken, dialog: DialogState): DialogParty {
  return token.holder === "caller" ? dialog.callee : dialog.caller;
}

function namesFarSide({ token, requestUri, isSealed }: DialogRequest, state: CallState): boolean {
  if (isSealed) return true;
  // The core's Contact is hidden from a carrier, which can name it by our token alone.
  if (token.side === "carrier") return false;
  const uri = targetUri(requestUri);
  if (uri?.kind !== "sip") return false;
  if (userMark(token.recordId, uri) === token.farUser) return true;
  const current = farContact(token, state);
  return current !== null && userText(current) === userText(uri);
}

/**
 * The caller's token is bound to both tags, and stands for each of several answers. The callee's was made before the
 * callee had a tag: only the answer says which one counts.
 */
function hasTagsOf(dialog: DialogState, request: SipMessage, token: DialogToken): boolean {
  if (request.callId !== dialog.callId) return false;
  const { fromTag, toTag } = request;
  if (token.holder === "caller") return hasTag(dialog.caller.identity, fromTag);
  return hasTag(dialog.caller.identity, toTag) && hasTag(dialog.callee.identity, fromTag);
}

/** True if this From or To value has that tag. */
export function hasTag(headerValue: string, tag: string | null): boolean {
  // As a rule the tag stands last, where nothing else can look like one.
  if (tag !== null && headerValue.endsWith(`;tag=${tag}`)) return true;
  return (parseNameAddr(headerValue)?.tag ?? null) === tag;
}

function longestCallSec(context: ProxyContext, token: DialogToken): number {
  return getTrunk(context.snapshot(), token.trunk)?.longestCallSec ?? DEFAULT_LONGEST_CALL_SEC;
}
