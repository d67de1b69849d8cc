/** An answer that comes when the caller was already refused: nobody would ever hang it up, so we do. */
import { buildRequest } from "@/lib/sip/build-request";
import { H } from "@/lib/sip/header-name";
import type { SipMessage } from "@/lib/sip/message";
import { formatBranch } from "@/lib/sip/own-branch";
import type { Branch } from "./call";
import { targetUri } from "./dialog-lookup";
import { writeInvite } from "./invite-rewrite";
import { onwardHop } from "./next-hop";
import type { ProxyContext } from "./proxy-context";
import { downstreamOf } from "./record-route";
import { requireParsed } from "./require-parsed";
import { viaValue } from "./via";

/** Acknowledges a 2xx and ends its dialog at once (RFC 3261 §13.2.2.4, §15.1.1). Its retransmissions are acknowledged again. */
export function hangUpLateAnswer(
  context: ProxyContext,
  branch: Branch,
  response: SipMessage,
): void {
  const { call } = branch;
  const { message } = call.received;
  const tag = response.toTag ?? "";
  const target = response.contacts?.[0]?.uri ?? branch.sentUri;
  if (targetUri(target) === null) return;
  const routes = [...downstreamOf(response, branch.recordRoute)].reverse();
  const to =
    onwardHop(context, routes[0] ?? target, call.calleeSide, call.route.carrierId) ??
    branch.destination;
  // Of an answered call only the INVITE as it came is kept; what left is made of it again.
  const sentFrom =
    branch.sentFrom ||
    (requireParsed(writeInvite(context, call, branch, statelessBranch(context))).header(H.from) ??
      "");
  const cseq = message.cseq?.sequence ?? 1;
  const write = (method: string, sequence: number, branchId: string) =>
    buildRequest({
      method,
      uri: target,
      headers: [
        ["Via", viaValue(to.listener, branchId)],
        ...routes.map((value) => ["Route", value] as const),
        ["Max-Forwards", "70"],
        ["From", sentFrom],
        ["To", response.header(H.to) ?? ""],
        ["Call-ID", message.callId ?? ""],
        ["CSeq", `${sequence} ${method}`],
      ],
    });
  context.send(write("ACK", cseq, statelessBranch(context)), to);
  if (branch.hungUp.has(tag)) return;
  branch.hungUp.add(tag);
  const detail = "a target answered after the caller had been refused; it was hung up";
  context.observe({ kind: "alert", recordId: call.recordId, code: "late-answer", detail });
  context.layer.request(
    {
      method: "BYE",
      to,
      peer: branch.destination.peer,
      limitKey: call.route.carrierId,
      inDialog: true,
      data: { kind: "own", onEnd: null },
      write: (branchId) => write("BYE", cseq + 1, branchId),
    },
    context.nowMs,
  );
}

/** A branch for what has no transaction: an ACK to a 2xx. */
export function statelessBranch(context: Pick<ProxyContext, "random32">): string {
  const [high, low] = [context.random32(), context.random32()];
  return formatBranch({ id: 0, high, low, suffix: "" });
}
