// From one call record to what it shows of the carrier's requirements; README.md has the same as a table.
import { unreachable } from "@/lib/core/unreachable";
import { RULES, type RuleNumber } from "@/lib/policy/rules";
import { isPossibleE164 } from "@/lib/telephony/number-plan";
import type { Observation } from "./kinds";
import { observeOrigination } from "./observe-origination";
import { type ObservedCall, tableThatPassed } from "./observed-call";

/** Before this rule nothing is sure of a message: it may be unreadable, or belong to a dialog that is long over. */
const FIRST_RELIABLE: RuleNumber = 6;
/** The rule that judges the name called. */
const NAME_RULE: RuleNumber = 7;
const DIGEST_RULE: RuleNumber = 9;

const LONGEST_DETAIL = 200;

/** What the record of one complete call shows, each kind at most once. */
export function observeCall(call: ObservedCall): Observation[] {
  const { direction } = call;
  switch (direction) {
    case "termination":
      return oncePerKind(observeTermination(call));
    case "origination":
      return oncePerKind(observeOrigination(call));
    case null:
      return [];
    default:
      return unreachable(direction);
  }
}

function oncePerKind(observations: readonly Observation[]): Observation[] {
  const kinds = new Map(observations.map((observation) => [observation.kind, observation]));
  return [...kinds.values()].map(({ kind, detail }) => ({
    kind,
    detail: detail.slice(0, LONGEST_DETAIL),
  }));
}

function observeTermination(call: ObservedCall): Observation[] {
  const decided = numberOfRule(call.rule);
  if (decided === null || decided < FIRST_RELIABLE) return [];
  // The INVITE that answered the challenge says the same, and more.
  if (call.action === "challenge" && call.wasAnswered) {
    return call.rule === "digest-failed" ? observeDigest(call) : [];
  }
  return [
    { kind: "sent-directly", detail: `from ${call.sourceAddress}` },
    { kind: "from-acl", detail: `from ${call.sourceAddress}` },
    ...observeName(call, decided),
    ...observeDigest(call),
    ...observeNumbers(call),
  ];
}

function numberOfRule(code: string): RuleNumber | null {
  return RULES.find(({ codes }) => codes.some((known) => known === code))?.number ?? null;
}

function observeName(call: ObservedCall, decided: RuleNumber): Observation[] {
  const detail = call.requestUri;
  if (call.rule === "fqdn-required") return [{ kind: "to-address", detail }];
  if (call.rule === "fqdn-unknown") return [{ kind: "to-other-name", detail }];
  return decided > NAME_RULE ? [{ kind: "to-fqdn", detail }] : [];
}

function observeDigest(call: ObservedCall): Observation[] {
  const detail = `from ${call.sourceAddress}`;
  if (call.rule === "digest-required") return [{ kind: "challenge-unanswered", detail }];
  if (call.rule === "digest-failed") return [{ kind: "challenge-answered-wrong", detail }];
  return tableThatPassed(call.trace, DIGEST_RULE) === "sip_credential"
    ? [{ kind: "challenge-answered", detail }]
    : [];
}

/** An emergency number is no E.164 anywhere, and a withheld A-number is none either: neither is held against a carrier. */
function observeNumbers(call: ObservedCall): Observation[] {
  const faults = [
    ...(call.rule === "emergency" ? [] : faultsOfB(call)),
    ...(call.anonymous ? [] : faultsOfA(call.aReceived, "From")),
    ...call.assertedReceived.flatMap((number) => faultsOfA(number, "P-Asserted-Identity")),
  ];
  if (faults.length > 0 || call.rule === "emergency") return faults;
  const from = call.anonymous ? "withheld" : call.aReceived;
  return [{ kind: "numbers-e164", detail: `from ${from} to ${call.bReceived}` }];
}

function faultsOfB({ rule, requestUri, bReceived }: ObservedCall): Observation[] {
  const detail = requestUri;
  if (bReceived !== null && isPossibleE164(bReceived)) {
    return rule === "b-number-format" ? [{ kind: "b-with-more", detail }] : [];
  }
  return [{ kind: lacksPlus(bReceived) ? "b-without-plus" : "b-not-e164", detail }];
}

function faultsOfA(number: string | null, header: string): Observation[] {
  if (number !== null && isPossibleE164(number)) return [];
  const detail = `${header} ${number ?? "without a number"}`;
  return [{ kind: lacksPlus(number) ? "a-without-plus" : "a-not-e164", detail }];
}

/** Digits alone, as many as a national or an international number has. */
function lacksPlus(number: string | null): boolean {
  return number !== null && /^\d{7,18}$/.test(number);
}
