/** A request outside any dialog: decided by the policy, then answered, dropped, or begun as a call. */
import type { Decision } from "@/lib/policy/model";
import { buildTrying } from "@/lib/sip/build-response";
import { judgeRequest } from "@/lib/sip/judge-request";
import { loopKey } from "@/lib/sip/loop-key";
import { addressText } from "@/lib/telephony/packed-address";
import { arrivalOf } from "./arrival";
import { Call, type ServerTx } from "./call";
import type { DecidedInvite } from "./call-event";
import type { ProxyContext } from "./proxy-context";
import { toTagOf, writeDecision } from "./refusal";
import { type KnownRequest, receivedOf } from "./request-in";
import { surroundingsOf } from "./surroundings";
import { tryNextTarget } from "./target-choice";

/** Decides a request without a To tag; whatever tokens it carries are not looked at. */
export function newRequest(context: ProxyContext, server: ServerTx, known: KnownRequest): void {
  const { message, source, address, peer } = known;
  const key = loopKey(message, peer.key);
  const decision = judgeRequest(
    context.snapshot().policy,
    arrivalOf(context, source, address),
    { message, key, credentials: credentialsOf(context, known) },
    surroundingsOf(context),
  );
  if (decision.action === "route") {
    const decided = decidedInvite(context, known);
    const received = receivedOf(known);
    context.layer.respond(server, 100, buildTrying(message, received.vias), context.nowMs);
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

function credentialsOf(context: ProxyContext, { message, source, address, peer }: KnownRequest) {
  return context.digest.verify(message, {
    snapshot: context.snapshot(),
    carrierId: peer.carrierId,
    source: address === source.packed ? source.address : addressText(address),
    wallMs: context.wallMs,
  });
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
    // The challenge is the first half of each call of such a carrier, and no more worth keeping than a routed call.
    const isKept = decision.rule !== "digest-required" || context.samples();
    context.observe({ kind: "refused", decided, decision, status: decision.code, answer, isKept });
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
