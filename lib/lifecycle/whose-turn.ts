// Whose turn it is on a trunk: ours, unless all that closes its gate waits for somebody who was asked.
import type { GateCondition, TrunkGuard, TrunkState } from "./trunk";

export const PARTIES = ["us", "carrier", "customer"] as const;
export type Party = (typeof PARTIES)[number];

/** What was sent and has had no answer yet, and when; null where nothing is out. */
export interface OpenAsks {
  /** The quote, to the customer. */
  readonly quote: Date | null;
  /** The questions that a carrier is asked at the beginning. */
  readonly questions: Date | null;
  /** The hand-off sheet: its latest version; or a notice of a changed address. */
  readonly handOff: Date | null;
  /** A request to verify Cradle numbers of the trunk's customer. */
  readonly verification: Date | null;
  /** An announced inbound test call: the carrier is to place it. */
  readonly testCall: Date | null;
}

/** Condition → who puts it right once asked. What is left out is ours at any time. */
const ANSWERED_BY: Readonly<
  Partial<Record<TrunkGuard, { readonly party: Party; readonly ask: keyof OpenAsks }>>
> = {
  "quote-not-accepted": { party: "customer", ask: "quote" },
  "carrier-not-ready": { party: "carrier", ask: "questions" },
  "acl-entry-missing": { party: "carrier", ask: "questions" },
  "gateway-missing": { party: "carrier", ask: "questions" },
  "number-missing": { party: "carrier", ask: "questions" },
  "requirement-failed": { party: "carrier", ask: "questions" },
  "termination-test-missing": { party: "carrier", ask: "testCall" },
  "carrier-word-missing": { party: "carrier", ask: "handOff" },
};

/** Who is to put a condition right, and since when it has waited for them; null for `since` where it is ours. */
export function partyOf(code: TrunkGuard, asks: OpenAsks): { party: Party; since: Date | null } {
  const answer = ANSWERED_BY[code];
  const since = answer === undefined ? null : asks[answer.ask];
  return answer === undefined || since === null
    ? { party: "us", since: null }
    : { party: answer.party, since };
}

export interface Turn {
  /** Null where nobody has anything to do: the trunk is live and nothing is out, or it is closed. */
  readonly party: Party | null;
  readonly since: Date;
}

export interface TurnOf {
  readonly state: TrunkState;
  readonly stateChangedAt: Date;
  readonly gate: readonly GateCondition[];
  readonly asks: OpenAsks;
}

/**
 * What is out from before the state was reached waits since then. A live trunk is the carrier's while a verification is
 * out; one whose gate holds is ours to take on.
 */
export function whoseTurn({ state, stateChangedAt, gate, asks }: TurnOf): Turn {
  const ofUs: Turn = { party: "us", since: stateChangedAt };
  if (state === "closed") return { party: null, since: stateChangedAt };
  if (state === "live") {
    return asks.verification === null
      ? { party: null, since: stateChangedAt }
      : { party: "carrier", since: later(asks.verification, stateChangedAt) };
  }
  const open = gate.filter(({ holds }) => !holds).map(({ code }) => partyOf(code, asks));
  const [first] = open;
  if (first === undefined || open.some(({ party }) => party === "us")) return ofUs;
  const longest = open.reduce(
    (found, one) => ((one.since ?? stateChangedAt) < (found.since ?? stateChangedAt) ? one : found),
    first,
  );
  return { party: longest.party, since: later(longest.since ?? stateChangedAt, stateChangedAt) };
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
