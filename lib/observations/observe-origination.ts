// What a carrier's gateways said to a call of ours. A status has many causes: only what admits no other contradicts.
import type { RuleNumber } from "@/lib/policy/rules";
import { isPossibleE164 } from "@/lib/telephony/number-plan";
import type { Observation } from "./kinds";
import { type GatewayTry, gatewayTries, type ObservedCall, tableThatPassed } from "./observed-call";

/** The rule that judges which A-numbers a call may show. */
const A_NUMBER_RULE: RuleNumber = 15;

export function observeOrigination(call: ObservedCall): Observation[] {
  return gatewayTries(call.attempts).flatMap((attempt) => observeTry(call, attempt));
}

function observeTry(call: ObservedCall, attempt: GatewayTry): Observation[] {
  const hasResponded = attempt.status !== null || attempt.isRinging;
  if (!hasResponded) {
    // A caller who hangs up leaves a gateway no time.
    const isTold = attempt.isOver && attempt.destination !== "" && call.endedBy !== "caller";
    const detail = `${attempt.destination}: ${attempt.reason || "no response"}`;
    return isTold ? [{ kind: "never-responded", detail }] : [];
  }
  const detail = `${said(attempt)} from ${attempt.destination} to ${call.bSent ?? call.bReceived}`;
  const from = `${detail}, from ${call.aReceived ?? "a withheld number"}`;
  const hasE164 = call.bSent !== null && isPossibleE164(call.bSent);
  const isCradleNumber = tableThatPassed(call.trace, A_NUMBER_RULE) === "verification_item";
  const seen: Observation[] = [{ kind: "responded-directly", detail }];
  if (wasTaken(attempt)) {
    seen.push({ kind: "taken-without-registration", detail });
    if (hasE164) seen.push({ kind: "e164-taken", detail });
    if (isCradleNumber) seen.push({ kind: "cradle-number-taken", detail: from });
    return seen;
  }
  const { status, reason } = attempt;
  if (status === 401 || status === 407) seen.push({ kind: "asked-for-credentials", detail });
  else if (isAboutRegistration(status, reason))
    seen.push({ kind: "asked-for-registration", detail });
  else if (status === 403) {
    seen.push({ kind: isCradleNumber ? "cradle-number-refused" : "forbade-a-call", detail: from });
  } else if (hasE164 && (status === 404 || status === 484)) {
    seen.push({ kind: "e164-refused", detail });
  }
  return seen;
}

function said({ status, reason }: GatewayTry): string {
  return status === null ? "ringing" : `${status} ${reason}`.trim();
}

/** It rang, was answered, or the called party was busy: the carrier knew whom to call, and let us. */
function wasTaken({ status, isRinging }: GatewayTry): boolean {
  if (isRinging || status === 486 || status === 600) return true;
  return status !== null && status >= 200 && status < 300;
}

function isAboutRegistration(status: number | null, reason: string): boolean {
  return status !== null && status >= 400 && status < 500 && /\bregist/i.test(reason);
}
