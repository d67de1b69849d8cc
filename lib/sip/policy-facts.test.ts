/** The facts that the policy is given of a party: who is anonymous, and who only looks it. */
import { describe, expect, it } from "vitest";
import { parseNameAddr } from "./name-addr";
import { partyFacts } from "./policy-facts";

describe("a party is anonymous", () => {
  it.each([
    ["<sip:anonymous@anonymous.invalid>", true],
    ["<sip:ANONYMOUS@10.0.0.5>", true],
    ["<sip:%61nonymous@10.0.0.5>", true],
    ["<sip:Unavailable@example.com>", true],
    ["<sip:anonymous.invalid>", true],
    ["<sip:Anonymous.Invalid>", true],
    // A number is a number, whatever stands behind the @.
    ["<sip:+6443222333@anonymous.invalid>", false],
    ["<sips:+6443222333@ANONYMOUS.invalid;user=phone>", false],
    ["<sip:kereru@anonymous.invalid>", false],
    ["<sip:anonymous;x=+6443222333@anonymous.invalid>", false],
    ["<sip:10.0.0.5>", false],
    ["<tel:+6443222333>", false],
  ])("%s: %s", (value, expected) => {
    expect(partyFacts(parseNameAddr(value)).isAnonymous).toBe(expected);
  });
});
