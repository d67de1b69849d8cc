/** Our own final answers: status, reason and code of the rule that decided, and what each status has to bring along. */
import type { Decision } from "@/lib/policy/model";
import { buildResponse, type HeaderLine } from "@/lib/sip/build-response";
import type { SipMessage } from "@/lib/sip/message";
import type { Source } from "../transport/transport";
import { type ProxyContext, randomHex } from "./proxy-context";

/** Methods that are taken at all (RFC 3261 §20.5). */
export const ALLOW = "INVITE, ACK, CANCEL, BYE, OPTIONS, PRACK, UPDATE, INFO";

/** Bytes of the answer that a decision asks for; null where nothing is to be sent or the request is to be routed. */
export function writeDecision(
  context: ProxyContext,
  request: SipMessage,
  source: Source,
  decision: Decision,
): Buffer | null {
  switch (decision.action) {
    case "route":
    case "drop":
      return null;
    case "answer":
      return writeRefusal(context, request, source, 200, decision.reason, [
        ["Allow", ALLOW],
        ["Accept", "application/sdp"],
        ["Supported", "timer, 100rel, replaces"],
      ]);
    case "challenge":
      return writeRefusal(context, request, source, decision.code, decision.reason, [
        ["X-Cradle-Reason", decision.rule],
        ...context.digest.challenge(decision, context.snapshot(), context.wallMs),
      ]);
    case "reject": {
      const headers: HeaderLine[] = [["X-Cradle-Reason", decision.rule]];
      if (decision.code === 405) headers.push(["Allow", ALLOW]);
      if (decision.code === 420) headers.push(["Unsupported", request.proxyRequire.join(", ")]);
      if (decision.retryAfterSec !== null) {
        headers.push(["Retry-After", String(decision.retryAfterSec)]);
      }
      return writeRefusal(context, request, source, decision.code, decision.reason, headers);
    }
  }
}

/** Bytes of a final answer of ours. */
export function writeRefusal(
  context: ProxyContext,
  request: SipMessage,
  source: Source,
  status: number,
  reason: string,
  headers: readonly HeaderLine[] = [],
): Buffer {
  return buildResponse(request, status, reason, { toTag: randomHex(context), source, headers });
}

/** The To tag of a response as written: only needed to match the ACK of requests without the magic cookie. */
export function toTagOf(response: Buffer): string {
  // The last one on the line: a display name may hold anything, and stands before it.
  return /^To:[^\r\n]*;tag=([^;\s]*)/im.exec(response.toString("latin1"))?.[1] ?? "";
}
