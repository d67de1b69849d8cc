/** What the far side says to a request inside a dialog, on its way back to who asked. */
import type { SipMessage } from "@/lib/sip/message";
import type { Relay } from "./call";
import { placeText, userText } from "./contact-marks";
import { targetUri } from "./dialog-lookup";
import type { DialogState } from "./dialog-state";
import { contactOfResponse } from "./hidden-contact";
import { farContact, hasTag } from "./live-dialog";
import type { ProxyContext } from "./proxy-context";
import { toTagOf, writeRefusal } from "./refusal";
import { writeResponse } from "./response-rewrite";
import { trunkIdOf } from "./shown-identity";
import { statusUpstream } from "./status-upstream";
import { cancelInvite } from "./target-choice";

/** A response to a relayed request. */
export function relayResponse(
  context: ProxyContext,
  relay: Relay,
  response: SipMessage,
  status: number,
): void {
  const { received, token } = relay;
  const trunkId = trunkIdOf(context, token);
  if (relay.isSampled && relay.client !== null) {
    const leg = relay.toward === "core" ? "from-core" : "from-carrier";
    const { destination } = relay.client;
    const { recordId } = token;
    context.observe({ kind: "message", recordId, leg, peer: destination, bytes: response.bytes });
  }
  if (status === 100) return;
  if (status < 300) {
    noteChange(context, relay, response, status);
    if (status >= 200) noteEnd(context, relay, status);
    const { transport } = received.source;
    const contact = contactOfResponse(context, token, received.message, response, transport);
    const bytes = writeResponse(context, response, received, [], trunkId, contact);
    respond(context, relay, status, bytes);
    return;
  }
  const upstream = statusUpstream(status, received.side);
  if (upstream.kind === "pass") {
    noteEnd(context, relay, status);
    respond(context, relay, status, writeResponse(context, response, received, [], trunkId, null));
    return;
  }
  if (upstream.isAlert) {
    const detail = `the far side answered a ${received.message.method} with ${status}`;
    context.observe({
      kind: "alert",
      recordId: token.recordId,
      code: "next-hop-challenge",
      detail,
    });
  }
  relayFailed(context, relay, upstream.status, upstream.reason);
}

/** No answer came, or the request could not be sent. */
export function relayFailed(
  context: ProxyContext,
  relay: Relay,
  status: number,
  reason: string,
): void {
  noteEnd(context, relay, status);
  const { message, source } = relay.received;
  const bytes = writeRefusal(context, message, source, status, reason);
  respond(context, relay, status, bytes, toTagOf(bytes));
}

/** CANCEL of a re-INVITE. */
export function cancelRelay(context: ProxyContext, relay: Relay): void {
  cancelInvite(context, relay.client);
}

function respond(
  context: ProxyContext,
  relay: Relay,
  status: number,
  bytes: Buffer,
  toTag?: string,
): void {
  const { received, token } = relay;
  if (relay.isSampled) {
    const leg = received.side === "core" ? "to-core" : "to-carrier";
    const { recordId } = token;
    context.observe({ kind: "message", recordId, leg, peer: received.source, bytes });
  }
  context.layer.respond(relay.server, status, bytes, context.nowMs, toTag);
  if (status < 200 || received.message.method === "INVITE") return;
  // The transactions live for half a minute more to absorb what comes again; the messages and the token need not.
  relay.server.data = null;
  if (relay.client !== null) relay.client.data = null;
}

/** Requests that move a side's Contact (RFC 3261 §12.2, RFC 3311 §5.1). */
const REFRESHES: ReadonlySet<string> = new Set(["INVITE", "UPDATE"]);

function noteChange(
  context: ProxyContext,
  relay: Relay,
  response: SipMessage,
  status: number,
): void {
  const { message } = relay.received;
  if (status < 200 || !REFRESHES.has(message.method)) return;
  const { recordId, holder } = relay.token;
  const other = holder === "caller" ? "callee" : "caller";
  const cseq = message.cseq?.sequence ?? null;
  const asked = message.contacts?.[0]?.uri ?? null;
  const answered = response.contacts?.[0]?.uri ?? null;
  const change = { side: holder, contact: asked, cseq };
  context.observe({ kind: "dialog-changed", recordId, change });
  if (answered !== null) {
    const change = { side: other, contact: answered, cseq: null } as const;
    context.observe({ kind: "dialog-changed", recordId, change });
  }
}

/**
 * A BYE ends the call if the far side took it, does not answer any more, or knows nothing of the answered dialog
 * (§15.1.2): after any other refusal, and for a BYE that is older than what its sender said last, the call goes on.
 * So it does when the BYE is for another dialog than the answered one: a second answer that the caller has no use for.
 * Where a carrier's Request-URI names another place of the core than the far side's Contact, only its consent counts: who
 * knows nothing of the call, or is not there, would else free the channel of a call that goes on.
 */
function noteEnd(context: ProxyContext, relay: Relay, status: number): void {
  const { message } = relay.received;
  if (message.method !== "BYE") return;
  const { recordId, holder } = relay.token;
  const state = context.callState(recordId);
  if (state.kind === "up" && !hasBothTags(state.dialog, message)) return;
  const isGone = status === 481 && state.kind === "up";
  if (status >= 300 && status !== 408 && !isGone) return;
  if (status >= 300 && relay.token.side === "carrier" && !namesFarContact(context, relay)) return;
  const last = state.kind === "up" ? state.dialog[holder].cseq : 0;
  if ((message.cseq?.sequence ?? 0) <= last) return;
  context.observe({ kind: "ended", recordId, by: holder, atMs: relay.arrivedWallMs });
}

/** As it is now, if this agent knows it; else as one of our tokens said that it is. */
function namesFarContact(context: ProxyContext, { dialog }: Relay): boolean {
  const { token, requestUri, isSealed } = dialog;
  const current = farContact(token, context.callState(token.recordId));
  if (current === null) return isSealed;
  const uri = targetUri(requestUri);
  return userText(current) === userText(uri) && placeText(current) === placeText(uri);
}

/** In either direction: a dialog's two tags are a pair. */
function hasBothTags({ caller, callee }: DialogState, message: SipMessage): boolean {
  const endsIn = (tag: string) =>
    caller.identity.endsWith(`;tag=${tag}`) || callee.identity.endsWith(`;tag=${tag}`);
  const isOfDialog = (tag: string | null) =>
    tag !== null && (endsIn(tag) || hasTag(caller.identity, tag) || hasTag(callee.identity, tag));
  return isOfDialog(message.fromTag) && isOfDialog(message.toTag);
}
