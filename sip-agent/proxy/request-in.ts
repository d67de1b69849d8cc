/** A request from the network: who sent it, whether it can be read, and which way it takes from there. */
import type { Peer } from "@/lib/policy/peer";
import { checkRequest } from "@/lib/sip/check-message";
import type { Fault } from "@/lib/sip/fault";
import { judgeRequest } from "@/lib/sip/judge-request";
import { loopKey } from "@/lib/sip/loop-key";
import type { SipMessage } from "@/lib/sip/message";
import { type Sender, senderOf } from "@/lib/sip/sender";
import type { PackedAddress } from "@/lib/telephony/packed-address";
import { requestMatch } from "../transaction/request-match";
import { responseDestination } from "../transport/response-destination";
import type { Source } from "../transport/transport";
import { arrivalOf } from "./arrival";
import { Received } from "./call";
import type { ProxyContext } from "./proxy-context";
import { writeDecision } from "./refusal";
import { lookUp } from "./source-lookup";
import {
  answerFlood,
  answerMalformed,
  answerNoRoom,
  answerOverload,
  answerStatelessly,
} from "./stateless";
import { surroundingsOf } from "./surroundings";

/** A request whose sender is known. */
export interface KnownRequest {
  readonly message: SipMessage;
  readonly source: Source;
  /** The address that counts: the socket's, or behind an edge proxy of ours the one it vouches for. */
  readonly address: PackedAddress;
  readonly peer: Peer;
}

/** What became of a message at the door: `unknown` is to be counted for its source. */
export type Admission = "taken" | "unknown";

/**
 * Takes a request up to the transaction layer, which then says (by its actions) what it is. A new request of somebody
 * who may not begin calls makes no state and gets no answer (rule 1), CANCEL and OPTIONS alike.
 */
export function requestIn(context: ProxyContext, message: SipMessage, source: Source): Admission {
  const sender = sentBy(context, message, source);
  if (sender === null) return "unknown";
  const { address, peer } = sender;
  if (
    peer === null ||
    (!peer.mayBegin && message.toTag === null && !isCancelUnderWay(context, message, source, peer))
  ) {
    return refuseUnknown(context, message, source, address);
  }
  const isFlood = isOverRate(context, message, address, peer);
  const check = checkRequest(message);
  if (isFlood && !(check.ok && isRetransmission(context, message, peer))) {
    answerFlood(context, message, source, address);
    return "taken";
  }
  if (!check.ok) {
    answerMalformed(context, message, source, address, check.fault.detail);
    return "taken";
  }
  const via = message.topVia;
  if (via === null) return "taken";
  if (isTooMuch(context, message, peer)) {
    answerOverload(context, message, source, address, peer.key);
    return "taken";
  }
  context.current = { message, source, address, peer };
  const outcome = context.layer.receiveRequest(
    {
      message,
      bytes: message.bytes.length,
      method: message.method,
      match: requestMatch(message),
      peer: peer.key,
      to: responseDestination(via, source),
      limitKey: peer.carrierId,
      inDialog: message.toTag !== null,
    },
    context.nowMs,
  );
  if (outcome.kind === "refused") answerNoRoom(context, message, source, outcome.reason);
  return "taken";
}

/**
 * Rule 2 counts what begins something: each request without a To tag but ACK and CANCEL, again when it comes again, whatever
 * its form. The core is not counted, and neither are responses and requests of dialogs.
 */
function isOverRate(
  context: ProxyContext,
  message: SipMessage,
  address: PackedAddress,
  peer: Peer,
): boolean {
  const { method } = message;
  if (peer.side === "core" || message.toTag !== null) return false;
  if (method === "ACK" || method === "CANCEL") return false;
  return !context.rates.take(address, context.nowMs);
}

/** Rule 6, before anything that costs: what begins a call. What belongs to one is served, and so is all else. */
function isTooMuch(context: ProxyContext, message: SipMessage, peer: Peer): boolean {
  if (message.method !== "INVITE" || message.toTag !== null || context.isDraining()) return false;
  return context.isOverloaded() && !isRetransmission(context, message, peer);
}

/** What has its transaction already is not refused: that would end a call that was taken. */
function isRetransmission(context: ProxyContext, message: SipMessage, { key }: Peer): boolean {
  return context.layer.hasRequest(requestMatch(message), message.method, key);
}

/** A CANCEL of an INVITE that was taken from the same address: who may begin nothing any more may still call off. */
function isCancelUnderWay(
  context: ProxyContext,
  message: SipMessage,
  source: Source,
  peer: Peer,
): boolean {
  if (message.method !== "CANCEL" || !checkRequest(message).ok) return false;
  const invite = context.layer.getCancelled(requestMatch(message), peer.key);
  return invite !== null && invite.destination.address === source.address;
}

/** What the parser refused, of a source that `admit` let in. */
export function faultIn(
  context: ProxyContext,
  fault: Fault,
  partial: SipMessage,
  source: Source,
): Admission {
  const sender = sentBy(context, partial, source);
  if (!sender?.peer?.mayBegin) return "unknown";
  if (isOverRate(context, partial, sender.address, sender.peer)) {
    answerFlood(context, partial, source, sender.address);
    return "taken";
  }
  answerMalformed(context, partial, source, sender.address, fault.detail);
  return "taken";
}

function sentBy(context: ProxyContext, message: SipMessage, source: Source): Sender | null {
  return senderOf(message, source.packed, (address) => lookUp(context, address, context.wallMs));
}

/** An installation may have unknown sources answered with 403; otherwise they hear nothing. */
function refuseUnknown(
  context: ProxyContext,
  message: SipMessage,
  source: Source,
  address: PackedAddress,
): Admission {
  if (!context.refusesUnknownSources || !checkRequest(message).ok) return "unknown";
  const decision = judgeRequest(
    context.snapshot().policy,
    arrivalOf(context, source, address, {
      isOverRate: !context.rates.takeUnknown(context.nowMs),
    }),
    { message, key: loopKey(message, ""), credentials: { kind: "absent" } },
    surroundingsOf(context),
  );
  const answer =
    decision.rule === "source-unknown" ? writeDecision(context, message, source, decision) : null;
  if (answer !== null) answerStatelessly(context, message, source, answer);
  return "unknown";
}

/** The request with what its responses will need. */
export function receivedOf({ message, source, peer }: KnownRequest): Received {
  return new Received(message, source, peer.side);
}
