// Everything that traffic can show of a carrier's requirements: the one list that the job, the store and the pages share.
import type { RequirementCode } from "@/lib/lifecycle/requirement";

/** `suspected`: another cause would look the same, so that a person has to judge. */
export type Verdict = "supports" | "contradicts" | "suspected";

interface Kind {
  readonly code: RequirementCode;
  readonly verdict: Verdict;
  /** What was seen, in the words of the page. */
  readonly words: string;
  /** A deliberate try that came out right since then outweighs it; live traffic that is right now and then does not. */
  readonly outweighedBy?: string;
}

/** Names stand in the store: they never change. README.md explains each by its source; a test compares both lists. */
export const OBSERVATION_KINDS = {
  "sent-directly": {
    code: "DIRECT_SIP",
    verdict: "supports",
    words: "sent an INVITE from an address of its ACL",
  },
  "responded-directly": {
    code: "DIRECT_SIP",
    verdict: "supports",
    words: "a gateway responded to an INVITE of ours",
  },
  "never-responded": {
    code: "DIRECT_SIP",
    verdict: "suspected",
    words: "a gateway gave no response to an INVITE",
  },
  "numbers-e164": {
    code: "E164_TERMINATION",
    verdict: "supports",
    words: "sent every number in full E.164 with +",
  },
  "b-without-plus": {
    code: "E164_TERMINATION",
    verdict: "contradicts",
    words: "sent a B-number without +",
  },
  "b-not-e164": {
    code: "E164_TERMINATION",
    verdict: "contradicts",
    words: "sent a B-number that is not E.164",
  },
  "b-with-more": {
    code: "E164_TERMINATION",
    verdict: "contradicts",
    words: "sent a B-number with something beside it",
  },
  "a-without-plus": {
    code: "E164_TERMINATION",
    verdict: "contradicts",
    words: "sent an A-number without +",
  },
  "a-not-e164": {
    code: "E164_TERMINATION",
    verdict: "contradicts",
    words: "sent an A-number that is not E.164",
  },
  "e164-taken": {
    code: "E164_ORIGINATION",
    verdict: "supports",
    words: "took a call to a number in E.164",
  },
  "e164-refused": {
    code: "E164_ORIGINATION",
    verdict: "suspected",
    words: "answered 404 or 484 to a number in E.164",
  },
  "a-number-arrived": {
    code: "A_NUMBER_TERMINATION",
    verdict: "supports",
    words: "the A-number of a test call arrived as announced",
  },
  "a-number-rewritten": {
    code: "A_NUMBER_TERMINATION",
    verdict: "contradicts",
    words: "the A-number of a test call arrived changed",
    outweighedBy: "a-number-arrived",
  },
  "a-number-shown": {
    code: "A_NUMBER_ORIGINATION",
    verdict: "supports",
    words: "the called phone showed the A-number of a test call",
  },
  "other-a-number-shown": {
    code: "A_NUMBER_ORIGINATION",
    verdict: "contradicts",
    words: "the called phone showed another A-number than a test call's",
    outweighedBy: "a-number-shown",
  },
  "cradle-number-taken": {
    code: "CRADLE_A_NUMBERS",
    verdict: "supports",
    words: "took a call from a verified Cradle number",
  },
  "cradle-number-shown": {
    code: "CRADLE_A_NUMBERS",
    verdict: "supports",
    words: "the called phone showed the Cradle number of a test call",
  },
  "cradle-number-refused": {
    code: "CRADLE_A_NUMBERS",
    verdict: "suspected",
    words: "answered 403 to a call from a verified Cradle number",
  },
  "cradle-number-replaced": {
    code: "CRADLE_A_NUMBERS",
    verdict: "contradicts",
    words: "the called phone showed another number than the Cradle number of a test call",
    outweighedBy: "cradle-number-shown",
  },
  "taken-without-registration": {
    code: "ACL_AUTH",
    verdict: "supports",
    words: "took a call without registration or credentials",
  },
  "asked-for-credentials": {
    code: "ACL_AUTH",
    verdict: "contradicts",
    words: "asked us for credentials with 401 or 407",
  },
  "asked-for-registration": {
    code: "ACL_AUTH",
    verdict: "contradicts",
    words: "refused a call because we do not register",
  },
  "forbade-a-call": {
    code: "ACL_AUTH",
    verdict: "suspected",
    words: "answered 403 to a call from one of its own numbers",
  },
  "from-acl": {
    code: "FIXED_SOURCE_ADDRESSES",
    verdict: "supports",
    words: "called from an address of its ACL",
  },
  "from-elsewhere": {
    code: "FIXED_SOURCE_ADDRESSES",
    verdict: "suspected",
    words: "an unknown address asked for one of its numbers",
  },
  "to-fqdn": {
    code: "INVITE_TO_FQDN",
    verdict: "supports",
    words: "sent an INVITE to our FQDN",
  },
  "to-address": {
    code: "INVITE_TO_FQDN",
    verdict: "contradicts",
    words: "sent an INVITE to an address",
  },
  "to-other-name": {
    code: "INVITE_TO_FQDN",
    verdict: "contradicts",
    words: "sent an INVITE to a name that is not ours to it",
  },
  "challenge-answered": {
    code: "DIGEST",
    verdict: "supports",
    words: "answered a digest challenge rightly",
  },
  "challenge-unanswered": {
    code: "DIGEST",
    verdict: "contradicts",
    words: "did not answer a digest challenge",
    outweighedBy: "challenge-answered",
  },
  "challenge-answered-wrong": {
    code: "DIGEST",
    verdict: "suspected",
    words: "answered a digest challenge with wrong credentials",
  },
} as const satisfies Record<string, Kind>;

export type ObservationKind = keyof typeof OBSERVATION_KINDS;

/** What is known of a kind by its stored name; undefined for one of a later version. */
export function kindNamed(name: string): Kind | undefined {
  const kinds: Readonly<Record<string, Kind | undefined>> = OBSERVATION_KINDS;
  return Object.hasOwn(kinds, name) ? kinds[name] : undefined;
}

/** One thing that one message showed. */
export interface Observation {
  readonly kind: ObservationKind;
  /** What stood in the message. */
  readonly detail: string;
}
