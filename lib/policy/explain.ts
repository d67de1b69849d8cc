// A decision in sentences, rule by rule, for the page of a call and for the call check.

import { unreachable } from "@/lib/core/unreachable";
import type { Decision, RowRef, TraceStep } from "./model";
import { RULES, type RuleCode, type RuleNumber } from "./rules";

/** One rule on the path of a decision, in words. */
export interface ExplainedStep {
  readonly rule: RuleNumber;
  /** The codes this rule can decide with; when it decided, that code alone. */
  readonly codes: readonly RuleCode[];
  readonly outcome: TraceStep["outcome"] | "not-reached";
  /** What the rule asks. */
  readonly question: string;
  /** What it found. */
  readonly sentence: string;
  /** The row to link to. */
  readonly because: RowRef | null;
}

export interface Explanation {
  /** The decision in one sentence. */
  readonly summary: string;
  /** All rules in order, those that were not reached included. */
  readonly steps: readonly ExplainedStep[];
}

/** What an explanation needs of a decision, so that a stored call record's can be explained too. */
export type Explainable = Pick<Decision, "action" | "rule" | "code" | "reason" | "trace">;

/** Explains a decision. Pure; names of rows are for the page to look up by `because`. */
export function explain(decision: Explainable): Explanation {
  const byRule = new Map(decision.trace.map((step) => [step.rule, step]));
  return {
    summary: summaryOf(decision),
    steps: RULES.map(({ number, codes }) => {
      const step = byRule.get(number);
      const { question, passed, skipped } = RULE_WORDS[number];
      const isDecided = step?.outcome === "decided";
      const outcome = step?.outcome ?? "not-reached";
      const sentences = {
        passed,
        skipped: skipped ?? "It does not apply to this request.",
        decided: CODE_WORDS[decision.rule],
        "not-reached": "An earlier rule had decided.",
      };
      return {
        rule: number,
        codes: isDecided ? [decision.rule] : codes,
        outcome,
        question,
        sentence: sentences[outcome],
        because: step?.because ?? null,
      };
    }),
  };
}

function summaryOf({ action, rule, code, reason }: Explainable): string {
  switch (action) {
    case "route":
      return "The call is routed.";
    case "challenge":
      return `Credentials are asked for with ${code} (${rule}): ${reason}.`;
    case "reject":
      return `The request is refused with ${code} (${rule}): ${reason}.`;
    case "answer":
      return `The request is answered with ${code}.`;
    case "drop":
      return `The request gets no answer (${rule}): ${reason}.`;
    default:
      return unreachable(action);
  }
}

interface RuleWords {
  readonly question: string;
  readonly passed: string;
  readonly skipped?: string;
}

const TERMINATION_ONLY = "Asked of terminations only.";
const ORIGINATION_ONLY = "Asked of originations only.";

const RULE_WORDS: Readonly<Record<RuleNumber, RuleWords>> = {
  1: {
    question: "Is the source address known?",
    passed: "The address is in an ACL entry that is valid now, or is the core's.",
  },
  2: {
    question: "Does the source keep to its rate?",
    passed: "The source is within its rate.",
  },
  3: {
    question: "Is the message well formed?",
    passed: "The message could be read and has every mandatory header.",
  },
  4: {
    question: "Is it something this edge handles?",
    passed: "Version, scheme, extensions, method and hops are as they should be.",
  },
  5: {
    question: "Is it only a sign of life (OPTIONS)?",
    passed: "It is an OPTIONS, but calls nothing of ours.",
    skipped: "It is no OPTIONS.",
  },
  6: {
    question: "Does this agent take new calls?",
    passed: "The agent is neither draining nor overloaded.",
  },
  7: {
    question: "Does it call a name of ours?",
    passed: "The Request-URI's host is the signalling FQDN or a trunk's FQDN.",
  },
  8: {
    question: "Are carrier and trunk in service?",
    passed: "The carrier is ready, and the trunk, as far as it is known, is testing or live.",
  },
  9: {
    question: "Does the carrier prove itself by digest, where it must?",
    passed: "The credentials are right and belong to an active SIP credential of the carrier.",
    skipped: "Asked only of terminations, and only where the carrier's authMode asks for digest.",
  },
  10: {
    question: "Is it no emergency call?",
    passed: "The B-number is no emergency number of the trunk's country.",
  },
  11: {
    question: "Is the B-number in E.164 format?",
    passed: "The B-number is +, a known country code and a possible length.",
  },
  12: {
    question: "Is the B-number assigned here?",
    passed: "The B-number is an active BYOC number of this carrier and trunk.",
    skipped: TERMINATION_ONLY,
  },
  13: {
    question: "May the A-number be withheld?",
    passed: "The A-number is not withheld, or is asserted, or the trunk takes withheld numbers.",
  },
  14: {
    question: "Is the A-number in E.164 format?",
    passed: "From and every P-Asserted-Identity value are E.164, or the trunk lets others pass.",
  },
  15: {
    question: "May the customer use this A-number?",
    passed:
      "Every number shown is a BYOC number of the customer on this carrier, a Cradle number verified " +
      "there now, or comes with a forwarding number that is.",
    skipped: ORIGINATION_ONLY,
  },
  16: {
    question: "May the trunk call this country?",
    passed: "The B-number's country is on the trunk's list.",
    skipped: ORIGINATION_ONLY,
  },
  17: {
    question: "Is there room?",
    passed: "Trunk and carrier are below their limits of channels and of calls per second.",
  },
  18: {
    question: "Is there somewhere to send it?",
    passed: "There is an enabled target.",
  },
  19: {
    question: "What happens to the call?",
    passed: "The call is routed.",
  },
};

const CODE_WORDS: Readonly<Record<RuleCode, string>> = {
  "source-unknown":
    "The address is in no ACL entry that is valid now and is not the core's, so nothing is sent.",
  "source-flood": "The source sends more than its rate allows.",
  malformed: "The message cannot be read, or lacks a mandatory header.",
  unsupported: "Version, scheme, extension, method or hops are not what this edge handles.",
  options: "It is an OPTIONS to us: it is answered, not routed.",
  draining: "The agent is shutting down and takes no new calls.",
  overload: "The agent is overloaded and takes no new calls for now.",
  "fqdn-required": "The call is addressed to an IP address: it must call the FQDN.",
  "fqdn-unknown":
    "The name called is neither the signalling FQDN nor one of this carrier's trunks.",
  "trunk-ambiguous":
    "The core called the signalling FQDN, which does not say which trunk is meant.",
  "carrier-inactive": "The carrier is not ready.",
  "trunk-inactive": "The trunk is neither testing nor live.",
  "digest-required":
    "The carrier must answer a digest challenge, and this request carries no fresh answer.",
  "digest-failed": "The digest answer is not that of an active SIP credential of this carrier.",
  emergency: "The B-number is an emergency number, and Cradle carries no emergency calls.",
  "b-number-format": "The B-number is not E.164 with its leading +, or something stands beside it.",
  "b-number-unassigned": "The B-number is not an active BYOC number of this carrier and trunk.",
  "a-number-anonymous":
    "The A-number is withheld without P-Asserted-Identity, and the trunk takes no withheld numbers.",
  "a-number-format": "From or a P-Asserted-Identity value is not E.164 with its leading +.",
  "a-number-not-allowed":
    "From or a P-Asserted-Identity value is neither a BYOC number of the customer on this carrier nor a " +
    "Cradle number verified there now.",
  "destination-not-allowed": "The B-number's country is not on the trunk's list.",
  "limit-channels":
    "All channels of the trunk or carrier are in use, or the trunk has no limit set.",
  "limit-cps": "Trunk or carrier had all the calls that one second may have.",
  "no-target": "There is no enabled gateway, or no enabled core endpoint.",
  route: "The call is routed.",
};
