// The one decision on a new request: the rules of SPEC.md in order, the first that speaks decides.

import { NO_NUMBER } from "@/lib/telephony/number-plan";
import { CALLED_RULES } from "./called-rules";
import { CALLER_RULES } from "./caller-rules";
import type { CompiledPolicy } from "./compile";
import type { Deliberation, Rule, Said } from "./deliberation";
import { lookUpSource } from "./look-up-source";
import { judgeForm, judgeRate, judgeSource, MESSAGE_RULES } from "./message-rules";
import type { Decision, PolicyRequest, Surroundings, TraceStep } from "./model";
import { NOWHERE } from "./number-index";
import { ROUTE_RULES } from "./route-rules";
import { RULES, type RuleNumber } from "./rules";

/** Rules that need a message that could be read, in order. */
const READ_RULES: readonly Rule[] = [
  ...MESSAGE_RULES,
  ...CALLED_RULES,
  ...CALLER_RULES,
  ...ROUTE_RULES,
];

/** All rules' numbers in the order in which they are asked. */
export const RULE_ORDER: readonly RuleNumber[] = [
  1,
  2,
  3,
  ...READ_RULES.map((rule) => rule.number),
];

/**
 * Decides a new request: whatever is outside a dialog. Pure: time, counters and chance come in with the arguments.
 * Every request ends with a decision, and nothing is let through by default.
 */
export function decide(
  policy: CompiledPolicy,
  request: PolicyRequest,
  around: Surroundings,
): Decision {
  const { source } = request;
  const d: Deliberation = {
    policy,
    request,
    around,
    source: lookUpSource(policy, source.address, request.nowMs, source.resolvedTargetIds),
    trace: [],
    direction: null,
    calledTrunk: null,
    carrier: null,
    trunk: null,
    bPacked: NO_NUMBER,
    bPlace: NOWHERE,
    bNumber: null,
    isANumberFlagged: false,
    targets: [],
  };
  return (
    heard(d, 1, judgeSource(d)) ??
    heard(d, 2, judgeRate(d)) ??
    heard(d, 3, judgeForm(d)) ??
    decideRead(d)
  );
}

function decideRead(d: Deliberation): Decision {
  const { message } = d.request;
  if (message !== null) {
    for (const { number, judge } of READ_RULES) {
      const decision = heard(d, number, judge(d, message));
      if (decision !== null) return decision;
    }
  }
  throw new Error("the last rule always decides");
}

/** Notes what a rule said on the trace; a decision is returned, anything else lets the next rule speak. */
function heard(d: Deliberation, number: RuleNumber, said: Said): Decision | null {
  if (said === "passed") d.trace.push(passedSteps[number] as TraceStep);
  else if (said === "skipped") d.trace.push(skippedSteps[number] as TraceStep);
  else if ("table" in said) d.trace.push({ rule: number, outcome: "passed", because: said });
  else {
    d.trace.push({ rule: number, outcome: "decided", because: said.because });
    return said;
  }
  return null;
}

function stepsOf(outcome: "passed" | "skipped"): readonly (TraceStep | undefined)[] {
  const steps: (TraceStep | undefined)[] = [undefined];
  for (const { number } of RULES) steps[number] = { rule: number, outcome, because: null };
  return steps;
}

const passedSteps = stepsOf("passed");
const skippedSteps = stepsOf("skipped");
