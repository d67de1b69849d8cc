// Every decision can be put into words, rule by rule, with the row that made it so.

import { describe, expect, it } from "vitest";
import { decide } from "./decide";
import { explain } from "./explain";
import {
  KERERU_ACL,
  KERERU_TRUNK,
  origination,
  party,
  policyOf,
  surroundings,
  termination,
  worldRows,
} from "./test-world";

const policy = policyOf(worldRows());
const explained = (request: ReturnType<typeof origination>) =>
  explain(decide(policy, request, surroundings()));

describe("explain", () => {
  it("tells a refusal", () => {
    const { summary, steps } = explained(origination({ message: { from: party("+6498870000") } }));
    expect(summary).toBe(
      "The request is refused with 403 (a-number-not-allowed): The calling number is not allowed.",
    );
    expect(steps).toHaveLength(19);
    expect(steps[14]).toEqual({
      rule: 15,
      codes: ["a-number-not-allowed"],
      outcome: "decided",
      question: "May the customer use this A-number?",
      sentence:
        "From or a P-Asserted-Identity value is neither a BYOC number of the customer on this carrier " +
        "nor a Cradle number verified there now.",
      because: { table: "trunk", id: KERERU_TRUNK },
    });
    expect(steps[15]).toMatchObject({ outcome: "not-reached", because: null });
    expect(steps[11]).toMatchObject({
      outcome: "skipped",
      sentence: "Asked of terminations only.",
    });
  });

  it("names of a rule with several codes the one that decided", () => {
    const { steps } = explained(termination({ uri: { hostKind: "ipv4" } }));
    expect(steps[6]).toMatchObject({ codes: ["fqdn-required"], outcome: "decided" });
    expect(steps[7]?.codes).toEqual(["carrier-inactive", "trunk-inactive"]);
  });

  it.each([
    [termination(), "The call is routed."],
    [termination({ message: { method: "OPTIONS" } }), "The request is answered with 200."],
    [
      termination({ source: "192.0.2.1" }),
      "The request gets no answer (source-unknown): The source address is in no ACL.",
    ],
  ])("sums up", (request, summary) => {
    expect(explained(request).summary).toBe(summary);
  });

  it("links to the rows", () => {
    const { steps } = explained(termination());
    expect(steps[0]?.because).toEqual({ table: "acl_entry", id: KERERU_ACL });
  });

  it("explains what was stored of a decision, too", () => {
    const decision = decide(policy, termination(), surroundings());
    const { action, rule, code, reason, trace } = decision;
    const stored: unknown = JSON.parse(JSON.stringify({ action, rule, code, reason, trace }));
    expect(explain(stored as typeof decision)).toEqual(explain(decision));
  });
});
