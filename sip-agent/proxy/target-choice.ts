/** Which target a call goes to next, and what happens when there is none left. */
import { buildCancel } from "@/lib/sip/build-request";
import { credentialBytes } from "@/lib/sip/credentials";
import type { SipMessage } from "@/lib/sip/message";
import type { ClientTransaction } from "../transaction/transaction";
import { Branch, type BranchEnd, type Call, type ClientData } from "./call";
import { writeInvite } from "./invite-rewrite";
import { choiceOf } from "./next-hop";
import type { ProxyContext } from "./proxy-context";
import { calleeValues } from "./record-route";
import { toTagOf, writeRefusal } from "./refusal";
import { requireParsed, requireWritable, UnwritableError } from "./require-parsed";
import { writeResponse } from "./response-rewrite";
import { statusUpstream } from "./status-upstream";
import { destinationsOf, UDP_BYTES, whyNowhere } from "./targets";
import { TOO_LONG, tooLongAlert } from "./too-long";

/** What our Via, Record-Route and Contact, or X-Cradle headers, add to an INVITE at most. */
const ADDED_BYTES = 550;

/** Sends the INVITE to the next target that can be sent to; refuses the call if there is none. */
export function tryNextTarget(context: ProxyContext, call: Call): void {
  const { targets, carrierId } = call.route;
  for (;;) {
    const isSameTarget = call.placesLeft.length > 0;
    const target = targets[isSameTarget ? call.nextTarget - 1 : call.nextTarget];
    if (target === undefined) {
      refuseCall(context, call, call.lastFailure ?? noTarget());
      return;
    }
    const index = call.attempts;
    call.attempts += 1;
    const { message } = call.received;
    // Credentials stay here: by them alone no call goes by TCP.
    const bytes = message.bytes.length - credentialBytes(message) + ADDED_BYTES;
    if (!isSameTarget) {
      call.nextTarget += 1;
      call.placesLeft = destinationsOf(
        choiceOf(context),
        context.resolver,
        target,
        call.calleeSide,
        carrierId,
        bytes,
        call.recordId,
      );
    }
    const [destination = null, ...placesLeft] = call.placesLeft;
    call.placesLeft = placesLeft;
    context.observe({
      kind: "target-tried",
      recordId: call.recordId,
      index,
      target,
      destination,
      isLarge: bytes > UDP_BYTES,
      aSent: userOf(message),
      bSent: call.route.bNumber,
    });
    if (destination === null) {
      call.lastFailure = endTarget(context, call, index, whyNowhere(context, target));
      continue;
    }
    const branch = new Branch(call, index, target, destination);
    const failure = sendInvite(context, call, branch);
    if (failure === null) return;
    if (failure instanceof UnwritableError) {
      // No other target would make it shorter.
      endTarget(context, call, index, failure.message);
      refuseCall(context, call, { status: 513, response: null, reason: "Message Too Large" });
      return;
    }
    call.lastFailure = endTarget(context, call, index, failure);
  }
}

/** Null if it is on its way; else why not. */
function sendInvite(
  context: ProxyContext,
  call: Call,
  branch: Branch,
): string | UnwritableError | null {
  const values = calleeValues(context, call, branch);
  if (typeof values === "string") {
    context.observe(tooLongAlert(call.recordId, values));
    return `the core's ${TOO_LONG[values]} too long to be hidden`;
  }
  branch.recordRoute = values.recordRoute;
  branch.contact = values.contact;
  const sent = openTransaction(context, call, branch);
  if (sent instanceof UnwritableError) return sent;
  if (typeof sent === "string") return "too many requests under way";
  branch.client = sent;
  call.branches.push(branch);
  context.waiting.arm(branch, context.nowMs + context.noAnswerMs);
  const bytes = sent.sentBytes;
  if (call.isSampled && bytes !== null) {
    const { recordId, calleeSide } = call;
    const leg = calleeSide === "core" ? "to-core" : "to-carrier";
    context.observe({ kind: "message", recordId, leg, peer: branch.destination, bytes });
  }
  return null;
}

function openTransaction(context: ProxyContext, call: Call, branch: Branch) {
  try {
    return context.layer.request(
      {
        method: "INVITE",
        to: branch.destination,
        peer: branch.destination.peer,
        limitKey: call.route.carrierId,
        inDialog: false,
        data: branch,
        branchSuffix: call.loopKey,
        write: (branchId) => requireWritable(writeInvite(context, call, branch, branchId)),
      },
      context.nowMs,
    );
  } catch (error) {
    if (error instanceof UnwritableError) return error;
    throw error;
  }
}

/** Sends the final refusal upstream; whatever else is still under way is called off. */
export function refuseCall(context: ProxyContext, call: Call, end: BranchEnd): void {
  if (call.isDone) return;
  const { message, source, side } = call.received;
  const upstream = statusUpstream(end.status, side);
  const status = upstream.kind === "pass" ? end.status : upstream.status;
  const reason = upstream.kind === "pass" ? end.reason : upstream.reason;
  const bytes =
    upstream.kind === "pass" && end.response !== null
      ? writeResponse(context, end.response, call.received, [], call.route.trunkId, null)
      : writeRefusal(context, message, source, status, reason);
  if (upstream.kind === "instead" && upstream.isAlert) {
    const detail = `a next hop answered ${end.status}`;
    const { recordId } = call;
    context.observe({ kind: "alert", recordId, code: "next-hop-challenge", detail });
  }
  sendRefusal(context, call, status, reason, bytes);
}

/**
 * The process ends while the call rings: 503 with Retry-After, so that the caller tries another of our addresses (RFC
 * 3261 §21.5.4). 480 would say that the callee is unavailable (§21.4.18), which nobody has found out; and unlike a next
 * hop's 503, which goes up as 500, this one does mean all of this agent.
 */
export function refuseOutOfService(context: ProxyContext, call: Call): void {
  if (call.isDone) return;
  const { message, source } = call.received;
  const reason = "The agent is going out of service";
  const bytes = writeRefusal(context, message, source, 503, reason, [
    ["X-Cradle-Reason", "draining"],
    ["Retry-After", "5"],
  ]);
  sendRefusal(context, call, 503, reason, bytes);
}

function sendRefusal(
  context: ProxyContext,
  call: Call,
  status: number,
  reason: string,
  bytes: Buffer,
): void {
  call.finalStatus = status;
  cancelBranches(context, call, null);
  const { source, side } = call.received;
  const { recordId, isCancelled } = call;
  if (call.isSampled) {
    const leg = side === "core" ? "to-core" : "to-carrier";
    context.observe({ kind: "message", recordId, leg, peer: source, bytes });
  }
  context.observe({ kind: "failed", recordId, status, reason, isCancelled });
  context.layer.respond(call.server, status, bytes, context.nowMs, toTagOf(bytes));
}

/** Calls off every branch but one; a branch that has not answered yet is cancelled at its first provisional response. */
export function cancelBranches(context: ProxyContext, call: Call, except: Branch | null): void {
  for (const branch of call.branches) {
    if (branch === except || branch.isOver) continue;
    context.waiting.disarm(branch);
    cancelInvite(context, branch.client);
  }
}

/** Cancels an INVITE of ours. */
export function cancelInvite(
  context: ProxyContext,
  client: ClientTransaction<ClientData> | null,
): void {
  const sent = client?.sentBytes ?? null;
  if (client === null || sent === null) return;
  const cancel = buildCancel(requireParsed(Buffer.from(sent)));
  context.layer.cancel(client, cancel, context.nowMs);
}

function endTarget(context: ProxyContext, call: Call, index: number, reason: string): BranchEnd {
  context.observe({ kind: "target-ended", recordId: call.recordId, index, status: null, reason });
  return { status: 503, response: null, reason };
}

function noTarget(): BranchEnd {
  return { status: 480, response: null, reason: "No target could be reached" };
}

function userOf(message: SipMessage): string | null {
  const uri = message.from?.parsedUri;
  return uri?.kind === "sip" ? uri.user : uri?.kind === "tel" ? uri.number : null;
}
