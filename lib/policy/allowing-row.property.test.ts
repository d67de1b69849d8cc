// What the look-up reads of one number alone is what rule 15 decides with the whole configuration.
import fc from "fast-check";
import { expect, it } from "vitest";
import { allowingRow } from "./caller-rules";
import { decide } from "./decide";
import { request, world } from "./random-world";
import { policyOf, surroundings } from "./test-world";

it("[P-15] a-number-not-allowed: a number's own rows tell where it may be shown", () => {
  const seen = { allowed: 0, refused: 0 };
  const requests = fc.array(request, { minLength: 20, maxLength: 40 });
  fc.assert(
    fc.property(world, requests, (rows, several) => {
      const policy = policyOf(rows);
      for (const one of several) {
        const { message } = one;
        const step = decide(policy, one, surroundings({})).trace.find(({ rule }) => rule === 15);
        if (message === null || step === undefined || step.outcome === "skipped") continue;
        const { from, diversion, historyInfo, assertedIdentities } = message;
        const isPlain = !from.isAnonymous && assertedIdentities.length === 0;
        if (!isPlain || diversion !== null || historyInfo !== null) continue;
        const own = rows.phoneNumbers.filter((row) => row.e164 === from.user);
        const alone = policyOf({
          ...rows,
          phoneNumbers: own,
          verifications: rows.verifications.filter((item) =>
            own.some((row) => row.id === item.numberId),
          ),
        });
        const label = message.requestUri.host.split(".")[0] ?? "";
        const trunk = alone.trunks.byLabel.get(label);
        if (trunk === undefined) throw new Error("rule 15 decides on a trunk");
        const row = allowingRow(alone, trunk, from, one.nowMs);
        if (step.outcome === "passed") {
          seen.allowed++;
          expect(row).toEqual(step.because);
        } else {
          seen.refused++;
          expect(row).toBeNull();
        }
      }
    }),
    { numRuns: 400, seed: 15 },
  );
  expect(seen.allowed).toBeGreaterThan(20);
  expect(seen.refused).toBeGreaterThan(20);
});
