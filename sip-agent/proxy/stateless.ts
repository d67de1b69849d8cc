/** Answers without a transaction: to what cannot be read, and when there is no room for another transaction. */
import type { Decision, RejectDecision } from "@/lib/policy/model";
import { judgeDefect, judgeRequest } from "@/lib/sip/judge-request";
import { loopKey } from "@/lib/sip/loop-key";
import type { SipMessage } from "@/lib/sip/message";
import type { PackedAddress } from "@/lib/telephony/packed-address";
import { responseDestination } from "../transport/response-destination";
import type { Source } from "../transport/transport";
import { arrivalOf } from "./arrival";
import type { ProxyContext } from "./proxy-context";
import { writeDecision, writeRefusal } from "./refusal";
import { surroundingsOf } from "./surroundings";

/** Between two records of calls that were refused for overload. */
const SECOND_MS = 1_000;

/** Sends bytes where responses to this request go; to where it came from if its Via cannot be read. */
export function answerStatelessly(
  context: ProxyContext,
  request: SipMessage,
  source: Source,
  bytes: Buffer,
): void {
  const via = request.topVia;
  context.send(bytes, via === null ? source : responseDestination(via, source));
}

/**
 * Rule 3: answers 400 to what a known source sent and cannot be taken. Such an INVITE leaves a record, once: its
 * retransmissions are told from it by Via branch for as long as they may come.
 */
export function answerMalformed(
  context: ProxyContext,
  request: SipMessage,
  source: Source,
  address: PackedAddress,
  defect: string,
): void {
  if (request.method === "ACK") return;
  const decision = judgeDefect(
    context.snapshot().policy,
    arrivalOf(context, source, address),
    defect,
    surroundingsOf(context),
  );
  const answer = writeDecision(context, request, source, decision);
  if (answer === null) return;
  answerStatelessly(context, request, source, answer);
  if (
    request.method !== "INVITE" ||
    !context.malformedSeen.isNew(seenKey(request, source), context.nowMs)
  ) {
    return;
  }
  noteRefused(context, request, source, decision, answer);
}

function noteRefused(
  context: ProxyContext,
  invite: SipMessage,
  source: Source,
  decision: Decision,
  answer: Buffer,
): void {
  const configVersion = context.snapshot().version;
  const decided = { recordId: context.newId(), invite, source, configVersion };
  const status = decision.code ?? 0;
  context.observe({ kind: "refused", decided, decision, status, answer, isKept: true });
}

/** Rule 2: 503 to a known source that sends more than it may, with no state; one INVITE a second leaves a record. */
export function answerFlood(
  context: ProxyContext,
  request: SipMessage,
  source: Source,
  address: PackedAddress,
): void {
  const arrival = arrivalOf(context, source, address, { isOverRate: true });
  const decision = judgeDefect(context.snapshot().policy, arrival, "", surroundingsOf(context));
  const answer = writeDecision(context, request, source, decision);
  if (answer === null) return;
  answerStatelessly(context, request, source, answer);
  if (request.method !== "INVITE" || !context.rates.isWorthARecord(address, context.nowMs)) return;
  noteRefused(context, request, source, decision, answer);
}

/** Rule 6: 503 with no state, and nothing decided but for the one a second, of all sources, that leaves a record. */
export function answerOverload(
  context: ProxyContext,
  invite: SipMessage,
  source: Source,
  address: PackedAddress,
  peerKey: string,
): void {
  const answer = writeRefusal(context, invite, source, 503, "Overloaded: no new calls for now", [
    ["X-Cradle-Reason", "overload"],
    ["Retry-After", "5"],
  ]);
  answerStatelessly(context, invite, source, answer);
  if (context.nowMs - context.overloadToldMs < SECOND_MS) return;
  context.overloadToldMs = context.nowMs;
  const decision = judgeRequest(
    context.snapshot().policy,
    arrivalOf(context, source, address, { isOverloaded: true }),
    { message: invite, key: loopKey(invite, peerKey), credentials: { kind: "absent" } },
    surroundingsOf(context),
  );
  noteRefused(context, invite, source, decision, answer);
}

/** No room for a transaction: 480 where one carrier has used up its share, 503 where all is used up. */
export function answerNoRoom(
  context: ProxyContext,
  request: SipMessage,
  source: Source,
  reason: "limit-total" | "limit-key",
): void {
  const [status, words, code] =
    reason === "limit-key"
      ? ([480, "Too many requests under way", "limit-channels"] as const)
      : ([503, "Overloaded", "overload"] as const);
  const retry: RejectDecision["retryAfterSec"] = 5;
  const bytes = writeRefusal(context, request, source, status, words, [
    ["X-Cradle-Reason", code],
    ["Retry-After", String(retry)],
  ]);
  answerStatelessly(context, request, source, bytes);
}

function seenKey(request: SipMessage, source: Source): string {
  return `${source.address}\n${request.branch ?? ""}\n${request.callId ?? ""}`;
}
