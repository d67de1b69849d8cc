// A rotation from one credential in use to two, to the end of the first.
import { describe, expect, it } from "vitest";
import { type RotatedCredential, rotationSteps, rotationWarning } from "./rotation-steps";

const day = (n: number) => new Date(Date.UTC(2030, 0, n));
const first: RotatedCredential = {
  username: "first",
  state: "active",
  retiresAt: null,
  handedOverTo: "NOC",
  lastUsedAt: day(2),
  createdAt: day(1),
};
const second = {
  ...first,
  username: "second",
  handedOverTo: "",
  lastUsedAt: null,
  createdAt: day(3),
};
const retiring = { ...first, state: "retiring", retiresAt: day(9) } as const;

const states = (inUse: readonly RotatedCredential[]) =>
  rotationSteps(inUse)?.map(({ state }) => state);

describe("the steps of a rotation", () => {
  it.each([
    ["one in use", [first], ["now", "later", "later", "later"]],
    ["a successor issued", [second, first], ["done", "now", "later", "later"]],
    ["handed over", [{ ...second, handedOverTo: "NOC" }, first], ["done", "done", "now", "later"]],
    [
      "used",
      [{ ...second, handedOverTo: "NOC", lastUsedAt: day(4) }, first],
      ["done", "done", "done", "now"],
    ],
    [
      "the former one retiring",
      [{ ...second, handedOverTo: "NOC", lastUsedAt: day(4) }, retiring],
      ["done", "done", "done", "done"],
    ],
    // What was skipped is what to do now, whatever came after it.
    [
      "used, its hand-over not noted",
      [{ ...second, lastUsedAt: day(4) }, first],
      ["done", "now", "done", "later"],
    ],
  ] as const)("%s", (_what, inUse, expected) => {
    expect(states(inUse)).toEqual(expected);
  });

  it("are none without a credential", () => {
    expect(rotationSteps([])).toBeNull();
  });
});

describe("the warning", () => {
  it.each([
    ["nothing retires", [first, second], null],
    [
      "no successor",
      [retiring],
      "first ends, and no other credential is there: issue its successor.",
    ],
    [
      "an unused successor",
      [retiring, second],
      "first ends, and no call has come with second yet: ask the carrier before that.",
    ],
    ["a used successor", [retiring, { ...second, lastUsedAt: day(4) }], null],
  ] as const)("%s", (_what, inUse, expected) => {
    expect(rotationWarning(inUse)).toBe(expected);
  });
});
