// A rotation from one credential in use to two, to the end of the first, each step with its proof.
import { describe, expect, it } from "vitest";
import {
  findRotation,
  type RotatedCredential,
  rotationSteps,
  rotationWarning,
} from "./rotation-steps";

const day = (n: number) => new Date(Date.UTC(2030, 0, n));
const first: RotatedCredential = {
  username: "first",
  state: "active",
  retiresAt: null,
  revokedAt: null,
  handedOverTo: "NOC",
  handedOverVia: "telephone",
  handedOverAt: day(1),
  lastUsedAt: day(2),
  callsLastDay: 3,
  createdAt: day(1),
};
const second: RotatedCredential = {
  ...{ ...first, username: "second", createdAt: day(3) },
  ...{ handedOverTo: "", handedOverVia: "", handedOverAt: null },
  ...{ lastUsedAt: null, callsLastDay: 0 },
};
const handedOver = { handedOverTo: "Night desk", handedOverVia: "telephone", handedOverAt: day(4) };
const used = { lastUsedAt: day(5), callsLastDay: 1 };
const retiring = { ...first, state: "retiring", retiresAt: day(9) } as const;
const gone = { ...retiring, state: "revoked", revokedAt: day(9) } as const;

function steps(credentials: readonly RotatedCredential[]) {
  const rotation = findRotation(credentials);
  return rotation === null ? null : rotationSteps(rotation);
}
const states = (credentials: readonly RotatedCredential[]) =>
  steps(credentials)
    ?.map(({ state }) => state)
    .join(" ");

describe("the steps of a rotation", () => {
  it.each([
    ["one in use", [first], "now later later later later"],
    ["a successor issued", [second, first], "done now later later later"],
    ["handed over", [{ ...second, ...handedOver }, first], "done done now later later"],
    ["used", [{ ...second, ...handedOver, ...used }, first], "done done done now later"],
    [
      "the former one retiring",
      [{ ...second, ...handedOver, ...used }, retiring],
      "done done done done now",
    ],
    ["gone", [{ ...second, ...handedOver, ...used }, gone], "done done done done done"],
    [
      "ended without a date",
      [
        { ...second, ...handedOver, ...used },
        { ...gone, retiresAt: null },
      ],
      "done done done done",
    ],
    // What was skipped is what to do now, whatever came after it.
    ["used, its hand-over not noted", [{ ...second, ...used }, first], "done now done later later"],
    [
      "the newer one ends",
      [{ ...second, state: "retiring", retiresAt: day(9) }, first],
      "done done done done now",
    ],
    // It was gone before the other came: no rotation, and the next is to begin.
    ["one after another", [second, { ...gone, revokedAt: day(2) }], "now later later later later"],
  ] as const)("%s", (_what, credentials, expected) => {
    expect(states(credentials)).toBe(expected);
  });

  it("say to whom, by which channel and when; what shows that the new one is used, and that the old one is gone", () => {
    expect(steps([{ ...second, ...handedOver, ...used }, gone])).toEqual([
      { what: "second issued beside first", state: "done", at: day(3), proof: null },
      { what: "Handed over to Night desk, by telephone", state: "done", at: day(4), proof: null },
      {
        what: "The carrier uses the new one",
        ...{ state: "done", at: null },
        proof: { words: "1 call with it within the last day, the latest", at: day(5) },
      },
      {
        what: "first retired: a date was set for its end",
        ...{ state: "done", at: day(9), proof: null },
      },
      {
        what: "first is gone: revoked",
        ...{ state: "done", at: day(9) },
        proof: { words: "3 calls with it within the last day, the latest", at: day(2) },
      },
    ]);
  });

  it("are none without a credential in use", () => {
    expect(steps([])).toBeNull();
    expect(steps([gone])).toBeNull();
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
    ["a used successor", [retiring, { ...second, ...used }], null],
    [
      "both end",
      [retiring, { ...second, ...used, state: "retiring", retiresAt: day(12) }],
      "first and second both end, and nothing takes their place: issue a successor once one of them is gone.",
    ],
  ] as const)("%s", (_what, credentials, expected) => {
    const rotation = findRotation(credentials);
    expect(rotation && rotationWarning(rotation)).toBe(expected);
  });
});
