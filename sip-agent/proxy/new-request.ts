/** A request outside any dialog: decided by the policy, then answered, dropped, or begun as a call. */
import { decide } from "@/lib/policy/decide";
import type { Decision, PolicyRequest } from "@/lib/policy/model";
import { Call, type ServerTx } from "./call";
import type { DecidedInvite } from "./call-event";
import { loopKey } from "./loop-key";
import { defectRequest, policyRequest } from "./policy-facts";
import type { ProxyContext } from "./proxy-context";
import { toTagOf, writeDecision, writeTrying } from "./refusal";
import { type KnownRequest, receivedOf } from "./request-in";
import { surroundingsOf } from "./surroundings";
import { tryNextTarget } from "./target-choice";

/** Decides a request without a To tag; whatever tokens it carries are not looked at. */
export function newRequest(context: ProxyContext, server: ServerTx, known: KnownRequest): void {
  const { message, source, address, peer } = known;
  const key = loopKey(message, peer.key);
  const judge = (request: PolicyRequest) =>
    decide(context.snapshot().policy, request, surroundingsOf(context));
  let decision = judge(policyRequest(context, message, source, address, key));
  if (decision.action === "route" && message.fromTag === null) {
    // RFC 2543 knew such requests, and refusals reach their sender; but a call without the tag could never be
    // acknowledged or ended, since tokens are bound to it.
    decision = judge(defectRequest(context, source, address, "From has no tag"));
  }
  if (decision.action === "route") {
    const decided = decidedInvite(context, known);
    context.layer.respond(server, 100, writeTrying(message, source), context.nowMs);
    const received = receivedOf(known);
    const call = new Call(decided.recordId, server, received, decision, key, context.samples());
    server.data = call;
    context.observe({ kind: "routed", decided, decision, isSampled: call.isSampled });
    if (call.isSampled) {
      const leg = peer.side === "core" ? "from-core" : "from-carrier";
      const { bytes } = message;
      context.observe({ kind: "message", recordId: call.recordId, leg, peer: source, bytes });
    }
    tryNextTarget(context, call);
    return;
  }
  refuse(context, server, known, decision);
}

function refuse(
  context: ProxyContext,
  server: ServerTx,
  known: KnownRequest,
  decision: Exclude<Decision, { action: "route" }>,
): void {
  const { message, source } = known;
  const answer = writeDecision(context, message, source, decision);
  if (answer === null || decision.code === null) return;
  if (message.method === "INVITE") {
    const decided = decidedInvite(context, known);
    context.observe({ kind: "refused", decided, decision, status: decision.code, answer });
  }
  context.layer.respond(server, decision.code, answer, context.nowMs, toTagOf(answer));
}

function decidedInvite(context: ProxyContext, { message, source }: KnownRequest): DecidedInvite {
  return {
    recordId: context.newId(),
    invite: message,
    source,
    configVersion: context.snapshot().version,
  };
}
