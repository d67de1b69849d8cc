// What each rule asks of a call, in plain words for the page.

const WORDS: Readonly<Record<number, string>> = {
  1: "The source address is known",
  2: "The source keeps to its rate",
  3: "The message is well formed",
  4: "Method, scheme and extensions are supported",
  5: "It is no OPTIONS to us",
  6: "The agent takes new calls",
  7: "It calls the signalling FQDN or a trunk's",
  8: "Carrier and trunk take calls",
  9: "The carrier has proved itself with its credential",
  10: "The B-number is no emergency number",
  11: "The B-number is E.164",
  12: "The B-number is a BYOC number of this carrier",
  13: "The A-number is not withheld, or the trunk takes that",
  14: "The A-number is E.164",
  15: "The A-number may be used on this carrier",
  16: "The destination country is allowed",
  17: "Trunk and carrier are within their limits",
  18: "There is somewhere to send it",
  19: "The call is routed",
};

/** The words of a rule; one that this portal does not know yet goes by its number. */
export function ruleWords(rule: number): string {
  return WORDS[rule] ?? `Rule ${rule}`;
}
