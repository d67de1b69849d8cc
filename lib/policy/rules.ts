// The rules' numbers, names and codes: the one list that decisions, metrics, records and pages share.

/** The rules in the order they speak; SPEC.md holds the same list in words. */
export const RULES = [
  { number: 1, codes: ["source-unknown"] },
  { number: 2, codes: ["source-flood"] },
  { number: 3, codes: ["malformed"] },
  { number: 4, codes: ["unsupported"] },
  { number: 5, codes: ["options"] },
  { number: 6, codes: ["draining", "overload"] },
  { number: 7, codes: ["fqdn-required", "fqdn-unknown", "trunk-ambiguous"] },
  { number: 8, codes: ["carrier-inactive", "trunk-inactive"] },
  { number: 9, codes: ["digest-required", "digest-failed"] },
  { number: 10, codes: ["emergency"] },
  { number: 11, codes: ["b-number-format"] },
  { number: 12, codes: ["b-number-unassigned"] },
  { number: 13, codes: ["a-number-anonymous"] },
  { number: 14, codes: ["a-number-format"] },
  { number: 15, codes: ["a-number-not-allowed"] },
  { number: 16, codes: ["destination-not-allowed"] },
  { number: 17, codes: ["limit-channels", "limit-cps"] },
  { number: 18, codes: ["no-target"] },
  { number: 19, codes: ["route"] },
] as const;

export type RuleNumber = (typeof RULES)[number]["number"];
/** Stable code of a decision: what tests, metrics, call records and X-Cradle-Reason carry. */
export type RuleCode = (typeof RULES)[number]["codes"][number];
