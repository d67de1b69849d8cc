/** Our own branches: written and read back, and nothing else taken for one. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { branchId, formatBranch, parseBranch } from "./own-branch";

const word32 = fc.nat(0xffffffff);
const ownBranch = fc.record({
  id: fc.nat(0x7fffffff),
  high: word32,
  low: word32,
  suffix: fc.stringMatching(/^[a-z0-9.!%*_+`'~-]{0,12}$/),
});

test("[RFC3261 §8.1.1.7] what is written begins with the magic cookie, is a token, and is read back", () => {
  fc.assert(
    fc.property(ownBranch, (branch) => {
      const text = formatBranch(branch);
      expect(text).toMatch(/^z9hG4bK[A-Za-z0-9.!%*_+`'~-]+$/);
      expect(branchId(text)).toBe(branch.id);
      expect(parseBranch(text)).toEqual(branch);
    }),
  );
});

test("two branches that differ in any part differ as text", () => {
  fc.assert(
    fc.property(ownBranch, ownBranch, (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other);
      expect(formatBranch(one) === formatBranch(other)).toBe(same);
    }),
  );
});

test("what others write is not ours", () => {
  const foreign = [
    "",
    "z9hG4bK",
    "z9hG4bK0123456789abcde",
    "z9hG4bK0123456789abcdef",
    "z9hG4bK0123456789abcdef-1",
    "z9hG4bK0123456789abcdef01",
    "z9hG4bK0123456789abcdefA",
    "z9hG4bK0123456789abcdefzzzzzzz",
    "z9hG4bK0123456789abcdef1.2",
    "Z9HG4BK0123456789abcdef1",
    "0123456789abcdef0123456789",
  ];
  for (const text of foreign) {
    expect([text, branchId(text), parseBranch(text)]).toEqual([text, -1, null]);
  }
  expect(parseBranch("z9hG4bK0123456789ABCDEF1")).toBeNull();
  expect(branchId("z9hG4bK0123456789abcdef0")).toBe(0);
});

test("any text at all is read without a fault", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const parsed = parseBranch(`z9hG4bK${text}`);
      if (parsed !== null) expect(formatBranch(parsed)).toBe(`z9hG4bK${text}`);
    }),
  );
});
