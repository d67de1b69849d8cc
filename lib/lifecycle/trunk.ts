// The states of a trunk, the gates between them, and what stands before each gate.
import { arrowsFromEach, type ClosedGuard, type Machine } from "./machine";

export type TrunkState =
  | "enquiry"
  | "quoting"
  | "configuring"
  | "testing"
  | "live"
  | "suspended"
  | "closed";

export type TrunkGuard =
  | "quote-missing"
  | "quote-not-accepted"
  | "carrier-not-ready"
  | "acl-entry-missing"
  | "gateway-missing"
  | "number-missing"
  | "limits-missing"
  | "credential-missing"
  | "termination-test-missing"
  | "origination-test-missing"
  | "carrier-word-missing"
  | "requirement-failed"
  | "requirement-contradicted";

export type TrunkEffect = "keep-former-state" | "deactivate-what-it-had" | "void-test-calls";

const TESTING_GATE: readonly TrunkGuard[] = [
  "carrier-not-ready",
  "acl-entry-missing",
  "gateway-missing",
  "number-missing",
  "limits-missing",
  "credential-missing",
];

const LIVE_GATE: readonly TrunkGuard[] = [
  "termination-test-missing",
  "origination-test-missing",
  "carrier-word-missing",
  "requirement-failed",
  "requirement-contradicted",
];

const OPEN_STATES = ["enquiry", "quoting", "configuring", "testing", "live"] as const;

export const TRUNK_MACHINE: Machine<TrunkState, TrunkGuard, TrunkEffect> = {
  name: "trunk",
  first: "enquiry",
  states: ["enquiry", "quoting", "configuring", "testing", "live", "suspended", "closed"],
  arrows: [
    // What a quote brings about.
    { from: "enquiry", to: "quoting", cause: "effect", guards: ["quote-missing"], effects: [] },
    {
      from: "quoting",
      to: "configuring",
      cause: "effect",
      guards: ["quote-not-accepted"],
      effects: [],
    },
    // By hand where the trunk was suspended meanwhile, or past the closed gate with an override.
    {
      from: "enquiry",
      to: "quoting",
      cause: "trunk.change-state",
      guards: ["quote-missing"],
      effects: [],
    },
    {
      from: "quoting",
      to: "configuring",
      cause: "trunk.change-state",
      guards: ["quote-not-accepted"],
      effects: [],
    },
    {
      from: "configuring",
      to: "testing",
      cause: "trunk.change-state",
      guards: TESTING_GATE,
      effects: [],
    },
    { from: "testing", to: "live", cause: "trunk.change-state", guards: LIVE_GATE, effects: [] },
    // What is configured anew is tested anew: tests from before open the gate to live no more.
    {
      from: "testing",
      to: "configuring",
      cause: "trunk.change-state",
      guards: [],
      effects: ["void-test-calls"],
    },
    ...arrowsFromEach<TrunkState, TrunkGuard, TrunkEffect>(OPEN_STATES, {
      to: "suspended",
      cause: "trunk.suspend",
      guards: [],
      effects: ["keep-former-state"],
    }),
    // Only to the state it left, which the row keeps.
    ...OPEN_STATES.map((to) => ({
      from: "suspended" as const,
      to,
      cause: "trunk.resume" as const,
      guards: to === "live" ? LIVE_GATE : [],
      effects: [],
    })),
    ...arrowsFromEach<TrunkState, TrunkGuard, TrunkEffect>([...OPEN_STATES, "suspended"], {
      to: "closed",
      cause: "trunk.change-state",
      guards: [],
      effects: ["deactivate-what-it-had"],
    }),
  ],
};

/** What the gates look at. The service counts; this file judges. */
export interface TrunkFacts {
  readonly hasQuote: boolean;
  /** A named contact of the customer accepted it. */
  readonly quoteAccepted: boolean;
  readonly carrierState: "draft" | "ready" | "suspended" | "closed";
  readonly carrierAuthMode: "acl" | "acl_and_digest";
  readonly activeAclEntries: number;
  readonly enabledGateways: number;
  readonly activeByocNumbers: number;
  readonly activeCredentials: number;
  readonly maxChannels: number | null;
  readonly maxCallsPerSec: number | null;
  /** A successful test call with the A-number intact. */
  readonly terminationTested: boolean;
  readonly originationTested: boolean;
  /** The carrier's word that it allows the FQDN and every egress address. */
  readonly carrierAllowsEgress: boolean;
  /** Codes of "must" requirements found not to be met. */
  readonly failedMusts: readonly string[];
  /** Codes of "must" requirements declared met, and shown not to be by traffic that nobody has looked at since. */
  readonly contradictedMusts: readonly string[];
}

/** `message` says what is missing, `held` the same once it is there. */
const GUARDS: Record<
  TrunkGuard,
  { holds: (facts: TrunkFacts) => boolean; message: string; held: string }
> = {
  "quote-missing": {
    holds: (f) => f.hasQuote,
    message: "no quote has been drafted",
    held: "a quote has been drafted",
  },
  "quote-not-accepted": {
    holds: (f) => f.quoteAccepted,
    message: "no contact of the customer has accepted a quote",
    held: "a contact of the customer has accepted a quote",
  },
  "carrier-not-ready": {
    holds: (f) => f.carrierState === "ready",
    message: "the carrier is not ready",
    held: "the carrier is ready",
  },
  "acl-entry-missing": {
    holds: (f) => f.activeAclEntries > 0,
    message: "the carrier has no ACL entry in force",
    held: "the carrier has an ACL entry in force",
  },
  "gateway-missing": {
    holds: (f) => f.enabledGateways > 0,
    message: "the carrier has no enabled gateway",
    held: "the carrier has an enabled gateway",
  },
  "number-missing": {
    holds: (f) => f.activeByocNumbers > 0,
    message: "the trunk has no BYOC number",
    held: "the trunk has a BYOC number",
  },
  "limits-missing": {
    holds: (f) => f.maxChannels !== null && f.maxCallsPerSec !== null,
    message: "the trunk has no limits for channels and calls per second",
    held: "the trunk has limits for channels and calls per second",
  },
  "credential-missing": {
    holds: (f) => f.carrierAuthMode === "acl" || f.activeCredentials > 0,
    message: "the carrier is to answer a digest challenge and has no active credential",
    held: "the carrier is let in as its authentication asks",
  },
  "termination-test-missing": {
    holds: (f) => f.terminationTested,
    message: "no inbound test call arrived with its A-number intact",
    held: "an inbound test call arrived with its A-number intact",
  },
  "origination-test-missing": {
    holds: (f) => f.originationTested,
    message: "no outbound test call arrived with its A-number intact",
    held: "an outbound test call arrived with its A-number intact",
  },
  "carrier-word-missing": {
    holds: (f) => f.carrierAllowsEgress,
    message: "the carrier has not said that it allows the FQDN and every egress address",
    held: "the carrier has said that it allows the FQDN and every egress address",
  },
  "requirement-failed": {
    holds: (f) => f.failedMusts.length === 0,
    message: "a must requirement of the carrier is not met",
    held: "no must requirement of the carrier is found unmet",
  },
  "requirement-contradicted": {
    holds: (f) => f.contradictedMusts.length === 0,
    message: "traffic contradicts a must requirement that the carrier declared met",
    held: "no traffic contradicts a must requirement that the carrier declared met",
  },
};

/** The conditions among `guards` that do not hold, in the table's order. */
export function closedTrunkGuards(
  guards: readonly TrunkGuard[],
  facts: TrunkFacts,
): ClosedGuard<TrunkGuard>[] {
  return guards
    .filter((code) => !GUARDS[code].holds(facts))
    .map((code) => ({ code, message: GUARDS[code].message }));
}

/** The stage that follows, through a gate. */
export const STAGE_AFTER: Partial<Record<TrunkState, TrunkState>> = {
  enquiry: "quoting",
  quoting: "configuring",
  configuring: "testing",
  testing: "live",
};

/** One condition of a gate, in words for when it holds and when it does not. */
export interface GateCondition {
  readonly code: TrunkGuard;
  readonly holds: boolean;
  readonly message: string;
}

/** All conditions of the gate that a trunk comes to next: the next stage's, or of a suspended one the way back's. */
export function gateAhead(
  state: TrunkState,
  formerState: TrunkState | null,
  facts: TrunkFacts,
): GateCondition[] {
  const to = state === "suspended" ? formerState : STAGE_AFTER[state];
  return to === null || to === undefined ? [] : gateBetween(state, to, facts);
}

/** All conditions of the gate between two states. */
export function gateBetween(from: TrunkState, to: TrunkState, facts: TrunkFacts): GateCondition[] {
  const guards =
    TRUNK_MACHINE.arrows.find((arrow) => arrow.from === from && arrow.to === to)?.guards ?? [];
  return guards.map((code) => {
    const holds = GUARDS[code].holds(facts);
    return { code, holds, message: holds ? GUARDS[code].held : GUARDS[code].message };
  });
}

/** What did not hold, in words, of a code as an override keeps it. */
export function guardMessage(code: string): string {
  return Object.entries(GUARDS).find(([each]) => each === code)?.[1].message ?? code;
}

/** Whether an admin may pass the condition with a reason. The limits are the database's, and hold for everyone. */
export function isOverridable(guard: TrunkGuard): boolean {
  return guard !== "limits-missing";
}
