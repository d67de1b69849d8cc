/** What a branch of a new call says: provisional, answer, refusal, silence; and where the call goes from there. */
import { H } from "@/lib/sip/header-name";
import type { SipMessage } from "@/lib/sip/message";
import type { Branch, BranchEnd, Call } from "./call";
import { dialogAtAnswer } from "./dialog-at-answer";
import { hangUpLateAnswer } from "./late-answer";
import { leavePlace, notePlace } from "./place-failover";
import type { ProxyContext } from "./proxy-context";
import { callerValues, downstreamOf } from "./record-route";
import { writeResponse } from "./response-rewrite";
import { isTrouble } from "./status-upstream";
import { cancelBranches, cancelInvite, refuseCall, tryNextTarget } from "./target-choice";
import { tooLongAlert } from "./too-long";

/** A response to the INVITE of a branch. */
export function branchResponse(
  context: ProxyContext,
  branch: Branch,
  response: SipMessage,
  status: number,
): void {
  if (branch.call.isSampled) keep(context, branch, response);
  branch.hasProvisional = true;
  notePlace(context, branch, status !== 503);
  context.waiting.disarm(branch);
  if (status < 200) provisional(context, branch, response, status);
  else if (status < 300) answered(context, branch, response, status);
  else branchEnded(context, branch, { status, response, reason: response.reason });
}

/** No provisional response in time: the next target is tried, this branch lives on and may still answer. */
export function branchSilent(context: ProxyContext, branch: Branch): void {
  const { call } = branch;
  if (branch.hasProvisional || call.isDone || call.isCancelled) return;
  leavePlace(context, branch, null);
  // The last place is waited for as long as the transaction lasts: it may only be slow.
  if (!call.hasNext) return;
  branch.isAbandoned = true;
  const reason = "no answer in time";
  call.lastFailure = { status: 408, response: null, reason: "Request Timeout" };
  ended(context, branch, null, reason);
  cancelInvite(context, branch.client);
  tryNextTarget(context, call);
}

/** The branch ended without an answer, by its word, by silence, or because it could not be sent to. */
export function branchEnded(context: ProxyContext, branch: Branch, end: BranchEnd): void {
  if (branch.isOver) return;
  branch.isOver = true;
  context.waiting.disarm(branch);
  const { call } = branch;
  if (!branch.isAbandoned) {
    ended(context, branch, end.response === null ? null : end.status, end.reason);
  }
  if (call.isDone || branch.isAbandoned) return;
  if (call.isCancelled) {
    const given = end.response !== null && !isTrouble(end.status) ? end : cancelledEnd();
    refuseCall(context, call, given);
    return;
  }
  if (branch.rangTooLong) {
    // The target's 487 answers our CANCEL; the caller has sent none (§16.8).
    refuseCall(context, call, { status: 408, response: null, reason: "Request Timeout" });
    return;
  }
  call.lastFailure = end;
  if (isTrouble(end.status) && !call.hasEarlyMedia) {
    leavePlace(context, branch, end);
    tryNextTarget(context, call);
  } else refuseCall(context, call, end);
}

/** Timer C: the target rings for ever. */
export function branchRingsTooLong(context: ProxyContext, branch: Branch): void {
  branch.rangTooLong = true;
  cancelInvite(context, branch.client);
}

/** CANCEL from upstream: no target is tried any more, and those that are being tried are called off. */
export function cancelCall(context: ProxyContext, call: Call): void {
  if (call.isDone || call.isCancelled) return;
  call.isCancelled = true;
  cancelBranches(context, call, null);
  // A branch that was passed over is not waited for: nothing but silence is known of it.
  if (call.branches.every((branch) => branch.isOver || branch.isAbandoned)) {
    refuseCall(context, call, cancelledEnd());
  }
}

function provisional(
  context: ProxyContext,
  branch: Branch,
  response: SipMessage,
  status: number,
): void {
  const { call } = branch;
  // The transaction cancels a branch that was passed over or called off; the caller hears no more of it.
  if (status === 100 || branch.isAbandoned || call.isDone) return;
  if (response.toTag !== null && !branch.takesTag(response.toTag)) return;
  if (!branch.hasRung) {
    branch.hasRung = true;
    context.observe({ kind: "target-ringing", recordId: call.recordId, index: branch.index });
  }
  // Media, or an offer under way by PRACK: from here on another target would cut it off.
  if (response.body.length > 0 || response.require.includes("100rel")) call.hasEarlyMedia = true;
  const bytes = upstreamResponse(context, branch, response);
  if (bytes !== null) respond(context, call, status, bytes);
}

function answered(
  context: ProxyContext,
  branch: Branch,
  response: SipMessage,
  status: number,
): void {
  const { call } = branch;
  if (!branch.takesTag(response.toTag ?? "", !call.isDone)) return;
  const wasOver = branch.isOver;
  branch.isOver = true;
  if (call.finalStatus >= 300) {
    hangUpLateAnswer(context, branch, response);
    return;
  }
  const bytes = upstreamResponse(context, branch, response);
  if (bytes === null) {
    refuseCall(context, call, { status: 500, response: null, reason: "Too long to be hidden" });
    hangUpLateAnswer(context, branch, response);
    return;
  }
  if (!wasOver) ended(context, branch, status, response.reason);
  if (!call.isDone) {
    call.finalStatus = status;
    const { recordId } = call;
    // Told first: what is spooled now outlives the process, the 200 that follows does not.
    context.observe({
      kind: "answered",
      recordId,
      status,
      dialog: dialogAtAnswer(branch, response, downstreamOf(response, branch.recordRoute)),
    });
    cancelBranches(context, call, branch);
  }
  respond(context, call, status, bytes);
  call.rest();
}

/** The response for the caller, with the Record-Route of the dialog that it makes; null if that cannot be written. */
function upstreamResponse(
  context: ProxyContext,
  branch: Branch,
  response: SipMessage,
): Buffer | null {
  const { call } = branch;
  const { received } = call;
  const { trunkId } = call.route;
  const tag = response.toTag;
  if (tag === null) return writeResponse(context, response, received, [], trunkId, null);
  const downstream = downstreamOf(response, branch.recordRoute);
  const ours = callerValues(context, call, branch, response, tag, downstream);
  if (typeof ours === "string") {
    context.observe(tooLongAlert(call.recordId, ours));
    return null;
  }
  // The core may see a carrier's proxies, a carrier not the core's; each side's own come back as they came.
  const shown = received.side === "core" ? downstream : [];
  const own = received.message.values(H.recordRoute);
  const routes = [...shown, ours.recordRoute, ...own];
  return writeResponse(context, response, received, routes, trunkId, ours.contact);
}

function respond(context: ProxyContext, call: Call, status: number, bytes: Buffer): void {
  if (call.isSampled) {
    const { recordId, received } = call;
    const leg = received.side === "core" ? "to-core" : "to-carrier";
    context.observe({ kind: "message", recordId, leg, peer: received.source, bytes });
  }
  context.layer.respond(call.server, status, bytes, context.nowMs);
}

function ended(context: ProxyContext, branch: Branch, status: number | null, reason: string): void {
  const { recordId } = branch.call;
  context.observe({ kind: "target-ended", recordId, index: branch.index, status, reason });
}

function keep(context: ProxyContext, branch: Branch, response: SipMessage): void {
  const { recordId, calleeSide } = branch.call;
  const leg = calleeSide === "core" ? "from-core" : "from-carrier";
  context.observe({
    kind: "message",
    recordId,
    leg,
    peer: branch.destination,
    bytes: response.bytes,
  });
}

function cancelledEnd(): BranchEnd {
  return { status: 487, response: null, reason: "Request Terminated" };
}
