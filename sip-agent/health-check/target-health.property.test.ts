/** Hysteresis of the checks against its own words: three misses in a row demote, two answers in a row restore. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { afterCheck, unchecked } from "./target-health";

const STATUSES = [null, 200, 404, 408, 486, 500, 503] as const;
const isMiss = (status: number | null | undefined) => [null, 408, 503].includes(status ?? null);

it("any row of results leaves a target up or down as its last turning row says", () => {
  const results = fc.array(fc.constantFrom(...STATUSES), { maxLength: 60 });
  fc.assert(
    fc.property(results, (statuses) => {
      let health = unchecked(0);
      let isUp = true;
      for (const [index, status] of statuses.entries()) {
        health = afterCheck(health, { status, reason: "said", roundTripMs: 1 }, index + 1);
        const lastThree = statuses.slice(Math.max(0, index - 2), index + 1);
        const lastTwo = lastThree.slice(-2);
        if (lastThree.length === 3 && lastThree.every(isMiss)) isUp = false;
        else if (lastTwo.length === 2 && !lastTwo.some(isMiss)) isUp = true;
        expect(health.isUp).toBe(isUp);
        expect(health.checkedAtMs).toBe(index + 1);
      }
    }),
    { seed: 1, numRuns: 500 },
  );
});
