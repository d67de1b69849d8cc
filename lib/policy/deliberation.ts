// One decision in the making: what the rules found out so far, and the ways in which a rule can speak.

import type { E164 } from "@/lib/telephony/e164";
import type { CompiledCarrier, CompiledPolicy, CompiledTrunk } from "./compile";
import type {
  AnswerDecision,
  ChallengeDecision,
  Decision,
  Direction,
  DropDecision,
  MessageFacts,
  PolicyRequest,
  RejectDecision,
  RowRef,
  SourceMatch,
  Surroundings,
  Target,
  TraceStep,
} from "./model";
import type { Place } from "./number-index";
import type { RuleCode, RuleNumber } from "./rules";

/** What is known when a rule is asked; each rule may add what later rules need. */
export interface Deliberation {
  readonly policy: CompiledPolicy;
  readonly request: PolicyRequest;
  readonly around: Surroundings;
  readonly source: SourceMatch;
  readonly trace: TraceStep[];
  /** Set by rule 1. */
  direction: Direction | null;
  /** Set by rule 7: the trunk whose FQDN was called; null for the signalling FQDN. */
  calledTrunk: CompiledTrunk | null;
  /** Set by rule 8. */
  carrier: CompiledCarrier | null;
  trunk: CompiledTrunk | null;
  /** The called number's digits and row, as far as it is one; read by rule 8, judged by rules 11 and 12. */
  bPacked: number;
  bPlace: Place;
  /** Set by rule 11. */
  bNumber: E164 | null;
  /** Set by rule 14. */
  isANumberFlagged: boolean;
  /** Set by rule 18. */
  targets: readonly Target[];
}

/** What a rule says: nothing against it, not its business, nothing against it because of a row, or the decision. */
export type Said = "passed" | "skipped" | RowRef | Decision;

/** A rule and its number; the first that says a decision decides. */
export interface Rule {
  readonly number: RuleNumber;
  readonly judge: (d: Deliberation, message: MessageFacts) => Said;
}

/** What a refusal may say beyond code and reason. */
interface RefusalDetail {
  readonly because?: RowRef | null;
  readonly retryAfterSec?: number;
  readonly isAlert?: boolean;
}

// Decisions are written out field by field: spreading objects of this size makes them slow dictionaries, and one
// decision would cost five times as much.

/** Refuses with a final response. An ACK is never answered: it is dropped. */
export function reject(
  d: Deliberation,
  rule: RuleCode,
  code: number,
  reason: string,
  { because = null, retryAfterSec, isAlert = false }: RefusalDetail = {},
): RejectDecision | DropDecision {
  if (d.request.message?.method === "ACK") return drop(d, rule, reason, because);
  return {
    action: "reject",
    rule,
    code,
    reason,
    trace: d.trace,
    because,
    direction: d.direction,
    carrierId: carrierIdOf(d),
    customerId: d.trunk?.row.customerId ?? null,
    trunkId: d.trunk?.row.id ?? null,
    isAlert,
    retryAfterSec: retryAfterSec ?? null,
  };
}

export function drop(
  d: Deliberation,
  rule: RuleCode,
  reason: string,
  because: RowRef | null = null,
): DropDecision {
  return {
    action: "drop",
    rule,
    code: null,
    reason,
    trace: d.trace,
    because,
    direction: d.direction,
    carrierId: carrierIdOf(d),
    customerId: d.trunk?.row.customerId ?? null,
    trunkId: d.trunk?.row.id ?? null,
    isAlert: false,
  };
}

export function answer(d: Deliberation, rule: RuleCode, reason: string): AnswerDecision {
  return {
    action: "answer",
    rule,
    code: 200,
    reason,
    trace: d.trace,
    because: null,
    direction: d.direction,
    carrierId: carrierIdOf(d),
    customerId: null,
    trunkId: null,
    isAlert: false,
  };
}

export function challenge(
  d: Deliberation,
  rule: RuleCode,
  reason: string,
  carrier: CompiledCarrier,
  isStale: boolean,
): ChallengeDecision {
  return {
    action: "challenge",
    rule,
    code: carrier.row.digestStatus,
    reason,
    trace: d.trace,
    because: carrier.ref,
    direction: d.direction,
    carrierId: carrier.row.id,
    customerId: d.trunk?.row.customerId ?? null,
    trunkId: d.trunk?.row.id ?? null,
    isAlert: false,
    isStale,
    md5Only: carrier.row.digestMd5Only,
  };
}

function carrierIdOf(d: Deliberation): string | null {
  const { carrier, source } = d;
  if (carrier !== null) return carrier.row.id;
  return source.kind === "acl" || source.kind === "in-dialog-only" ? source.carrierId : null;
}
