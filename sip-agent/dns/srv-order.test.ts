/** The order of SRV records against what RFC 2782 says of it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { srvOrder } from "./srv-order";

const record = fc.record({
  priority: fc.nat({ max: 3 }),
  weight: fc.oneof(fc.nat({ max: 2 }), fc.nat({ max: 65_535 })),
});
const chances = fc.array(fc.double({ min: 0, max: 0.999_999, noNaN: true }), { minLength: 1 });

function from(values: readonly number[]): () => number {
  let at = 0;
  return () => values[at++ % values.length] ?? 0;
}

/** The RFC's words, one by one: running sums, a number between 0 and their sum, the first that is not less. */
function naive(records: readonly { priority: number; weight: number }[], chance: () => number) {
  const result: (typeof records)[number][] = [];
  for (let priority = 0; priority <= 3; priority += 1) {
    let left = records.filter((one) => one.priority === priority);
    left = [
      ...left.filter(({ weight }) => weight === 0),
      ...left.filter(({ weight }) => weight > 0),
    ];
    while (left.length > 0) {
      const sums = left.map((_, index) =>
        left.slice(0, index + 1).reduce((sum, one) => sum + one.weight, 0),
      );
      const drawn = left.length === 1 ? 0 : Math.floor(chance() * ((sums.at(-1) ?? 0) + 1));
      const chosen = sums.findIndex((sum) => sum >= drawn);
      result.push(...left.slice(chosen, chosen + 1));
      left = left.filter((_, index) => index !== chosen);
    }
  }
  return result;
}

describe("srvOrder", () => {
  it("is the RFC's for any records and any chance, and loses none", () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 12 }), chances, (records, values) => {
        const ordered = srvOrder(records, from(values));
        expect(ordered).toEqual(naive(records, from(values)));
        expect(new Set(ordered)).toEqual(new Set(records));
      }),
    );
  });

  it("gives each the share of its weight of first places", () => {
    const records = [
      { priority: 1, weight: 60, name: "a" },
      { priority: 1, weight: 30, name: "b" },
      { priority: 1, weight: 10, name: "c" },
      { priority: 2, weight: 900, name: "later" },
    ];
    const firsts: Record<string, number> = {};
    for (let turn = 0; turn < 1_010; turn += 1) {
      const name = srvOrder(records, () => turn / 1_010)[0]?.name ?? "";
      firsts[name] = (firsts[name] ?? 0) + 1;
    }
    expect(firsts).toEqual({ a: 610, b: 300, c: 100 });
  });
});
