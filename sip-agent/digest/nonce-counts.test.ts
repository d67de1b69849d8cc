/** Each count once, in whatever order UDP brings them, and no memory that grows. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NonceCounts } from "./nonce-counts";

describe("nonce counts", () => {
  it("are taken once, out of order too", () => {
    const counts = new NonceCounts(100);
    const take = (count: number) => counts.take("a", count, 60_000, 0);
    expect([1, 1, 3, 2, 2, 3, 40, 9, 8, 41].map(take)).toEqual(
      // 8 is 32 below the highest: whether it was used is no longer known.
      [true, false, true, true, false, false, true, true, false, true],
    );
    expect([0, -1].map(take)).toEqual([false, false]);
    expect(counts.take("b", 1, 60_000, 0)).toBe(true);
  });

  it("are taken at most once whatever comes, and always within the window", () => {
    const sequence = fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 120 });
    fc.assert(
      fc.property(sequence, (list) => {
        const counts = new NonceCounts(100);
        const used = new Set<number>();
        let highest = 0;
        for (const count of list) {
          const isNew = !used.has(count) && count > highest - 32;
          expect(counts.take("a", count, 60_000, 0)).toBe(isNew);
          used.add(count);
          highest = Math.max(highest, count);
        }
      }),
    );
  });

  it("reach the highest count there is", () => {
    const counts = new NonceCounts(100);
    const take = (count: number) => counts.take("a", count, 60_000, 0);
    expect([1, 0xffff_ffff, 0xffff_fffe, 0xffff_ffff, 1].map(take)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it("of ended nonces are forgotten, and never taken again, even if the clock is set back a little", () => {
    const counts = new NonceCounts(100);
    expect(counts.take("a", 1, 60_500, 1_000)).toBe(true);
    expect(counts.take("a", 2, 60_500, 60_499)).toBe(true);
    expect(counts.take("a", 3, 60_500, 60_500)).toBe(false);
    expect(counts.take("b", 1, 130_000, 70_000)).toBe(true);
    expect(counts.size).toBe(1);
    expect(counts.take("a", 1, 60_500, 12_000)).toBe(false);
  });

  it("take no more room than they may: none is forgotten for a newer one", () => {
    const counts = new NonceCounts(3);
    const take = (nonce: string, count = 1) => counts.take(nonce, count, 60_000, 0);
    expect(["a", "b", "c", "d"].map((nonce) => take(nonce))).toEqual([true, true, true, false]);
    expect([take("a"), take("a", 2)]).toEqual([false, true]);
    expect(counts.take("e", 1, 130_000, 61_000)).toBe(true);
  });
});
