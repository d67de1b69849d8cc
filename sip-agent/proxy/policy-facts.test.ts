/** The facts that the policy is given of a party: who is anonymous, and who only looks it. */
import { describe, expect, it } from "vitest";
import { BYOC, FAR_END, OTHER_BYOC } from "@/lib/policy/test-world";
import { parseNameAddr } from "@/lib/sip/name-addr";
import { partyFacts } from "./policy-facts";
import { CORE, request, TRUNK_FQDN, Wire } from "./test-wire";

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

it("refuses another's number at anonymous.invalid, though an own number is asserted", () => {
  const from = (number: string) =>
    request("INVITE", CORE, {
      uri: `sip:${FAR_END}@${TRUNK_FQDN}`,
      from: `"My Bank" <sip:${number}@anonymous.invalid>;tag=caller`,
      headers: [`P-Asserted-Identity: <sip:${BYOC}@${CORE}>`],
    });
  const refused = new Wire().send(CORE, from(OTHER_BYOC)).map(({ message }) => message.status);
  expect(refused).toEqual([403]);
  const routed = new Wire().send(CORE, from(BYOC)).map(({ message }) => message.method);
  expect(routed).toContain("INVITE");
});
