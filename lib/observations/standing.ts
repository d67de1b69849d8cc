// Where what a carrier declared and what its traffic showed disagree. The declared side is staff's: nothing here changes it.
import {
  REQUIREMENTS,
  type RequirementCode,
  type RequirementState,
} from "@/lib/lifecycle/requirement";
import { kindNamed, type Verdict } from "./kinds";

/** A requirement check as far as it is weighed. */
export interface Declared {
  readonly code: string;
  readonly state: RequirementState;
  readonly checkedAt: Date | null;
}

export interface Observed {
  readonly code: string;
  readonly kind: string;
  readonly verdict: Verdict;
  readonly lastSeenAt: Date;
}

/**
 * `contradicted`: declared met, and seen otherwise since. `better`: declared not met, and seen met since. Null: nothing
 * that was seen speaks against the word.
 */
export type Disagreement = "contradicted" | "better" | null;

/** Whether someone has recorded the requirement after this was last seen. */
export function wasLookedAt(declared: Declared, observed: Observed): boolean {
  return declared.checkedAt !== null && observed.lastSeenAt <= declared.checkedAt;
}

/** `observations` are the carrier's, of any requirement. */
export function disagreement(declared: Declared, observations: readonly Observed[]): Disagreement {
  const mine = observations.filter((observed) => observed.code === declared.code);
  const since = mine.filter((observed) => !wasLookedAt(declared, observed));
  const contradicting = since.some((observed) => contradicts(observed, mine));
  if (declared.state === "met") return contradicting ? "contradicted" : null;
  if (declared.state !== "not_met" || contradicting) return null;
  return since.some(({ verdict }) => verdict === "supports") ? "better" : null;
}

/** Whether an observation speaks against its requirement, and nothing deliberate has outweighed it since. */
export function contradicts(observed: Observed, observations: readonly Observed[]): boolean {
  if (observed.verdict !== "contradicts") return false;
  const outweighedBy = kindNamed(observed.kind)?.outweighedBy;
  return !observations.some(
    ({ kind, lastSeenAt }) =>
      kind === outweighedBy && lastSeenAt.getTime() > observed.lastSeenAt.getTime(),
  );
}

/** The "must" requirements that are declared met, and that traffic contradicts. */
export function contradictedMusts(
  checks: readonly Declared[],
  observations: readonly Observed[],
): RequirementCode[] {
  return REQUIREMENTS.filter(({ code, must }) => {
    const check = checks.find((candidate) => candidate.code === code);
    return must && check !== undefined && disagreement(check, observations) === "contradicted";
  }).map(({ code }) => code);
}
