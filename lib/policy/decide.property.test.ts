// Over random configurations and requests the decision is the naive one: nothing is allowed that it refuses.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "./decide";
import { explain } from "./explain";
import { naiveDecide } from "./naive-decide";
import { request, world } from "./random-world";
import { RULES } from "./rules";
import { policyOf, surroundings } from "./test-world";

/** Decides random requests in random worlds and compares; returns the codes that came up. */
function compareWithNaive(numRuns: number, seed: number | undefined): Set<string> {
  const seen = new Set<string>();
  const requests = fc.array(request, { minLength: 5, maxLength: 10 });
  const busy = fc.integer({ min: 0, max: 5 });
  fc.assert(
    fc.property(world, requests, busy, (rows, several, calls) => {
      const policy = policyOf(rows);
      const around = surroundings({
        counters: {
          channelsOfTrunk: () => calls,
          channelsOfCarrier: () => calls,
          callsThisSecondOfTrunk: () => 5 - calls,
          callsThisSecondOfCarrier: () => 5 - calls,
        },
      });
      for (const one of several) {
        const decision = decide(policy, one, around);
        const { action, rule, code, trace } = decision;
        const routed = action === "route" ? ` ${decision.trunkId}` : "";
        expect(`${action} ${rule} ${code}${routed}`).toBe(naiveDecide(rows, one, around));
        // The trace leads from rule 1 to the one that decided, and can be put into words.
        const numbers = RULES.slice(0, trace.length).map(({ number }) => number);
        expect(trace.map((step) => step.rule)).toEqual(numbers);
        expect(trace.filter((step) => step.outcome === "decided")).toEqual(trace.slice(-1));
        expect(explain(decision).steps).toHaveLength(RULES.length);
        seen.add(rule);
      }
    }),
    seed === undefined ? { numRuns } : { numRuns, seed },
  );
  return seen;
}

describe("decide", () => {
  it("says what the naive reading of the rules says", () => {
    compareWithNaive(400, undefined);
  });

  it("is compared on every code there is", () => {
    const seen = compareWithNaive(500, 7);
    const codes = RULES.flatMap((rule) => rule.codes);
    expect(codes.filter((code) => !seen.has(code))).toEqual([]);
  });
});
