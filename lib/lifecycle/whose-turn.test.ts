// Whose turn it is: ours, unless everything that closes the gate waits for somebody who was asked.
import { describe, expect, test } from "vitest";
import { gateAhead, TRUNK_MACHINE, type TrunkFacts, type TrunkGuard } from "./trunk";
import { type OpenAsks, partyOf, whoseTurn } from "./whose-turn";

const NONE: OpenAsks = {
  quote: null,
  questions: null,
  handOff: null,
  verification: null,
  testCall: null,
};
const SINCE = new Date("2026-03-01T00:00:00Z");
const ASKED = new Date("2026-03-04T00:00:00Z");
const ALL_ASKED: OpenAsks = {
  quote: ASKED,
  questions: ASKED,
  handOff: ASKED,
  verification: ASKED,
  testCall: ASKED,
};
const closed = (...codes: TrunkGuard[]) =>
  codes.map((code) => ({ code, holds: false, message: "" }));

const GUARDS = [...new Set(TRUNK_MACHINE.arrows.flatMap(({ guards }) => guards))];

describe("a condition", () => {
  test.each(GUARDS)("%s is ours while nobody was asked", (code) => {
    expect(partyOf(code, NONE)).toEqual({ party: "us", since: null });
  });

  test.each([
    ["quote-not-accepted", "customer"],
    ["carrier-not-ready", "carrier"],
    ["acl-entry-missing", "carrier"],
    ["gateway-missing", "carrier"],
    ["number-missing", "carrier"],
    ["requirement-failed", "carrier"],
    ["termination-test-missing", "carrier"],
    ["carrier-word-missing", "carrier"],
    ["quote-missing", "us"],
    ["limits-missing", "us"],
    ["credential-missing", "us"],
    ["origination-test-missing", "us"],
    ["requirement-contradicted", "us"],
  ] as const)("%s is then the turn of: %s", (code, party) => {
    expect(partyOf(code, ALL_ASKED).party).toBe(party);
  });
});

describe("a trunk", () => {
  const turn = (codes: TrunkGuard[], asks: Partial<OpenAsks>, stateChangedAt = SINCE) =>
    whoseTurn({
      state: "testing",
      stateChangedAt,
      gate: closed(...codes),
      asks: { ...NONE, ...asks },
    });

  test("waits for the carrier since it was asked, where all that is open is the carrier's", () => {
    expect(turn(["carrier-word-missing"], { handOff: ASKED })).toEqual({
      party: "carrier",
      since: ASKED,
    });
  });

  test("is ours where one condition is, whatever else waits", () => {
    const codes: TrunkGuard[] = ["carrier-word-missing", "origination-test-missing"];
    expect(turn(codes, { handOff: ASKED })).toEqual({ party: "us", since: SINCE });
  });

  test("waits since it came into its state, where it was asked before", () => {
    const changed = new Date("2026-03-09T00:00:00Z");
    expect(turn(["carrier-word-missing"], { handOff: ASKED }, changed).since).toEqual(changed);
  });

  test("is ours to take on once its gate holds", () => {
    expect(turn([], { verification: ASKED }).party).toBe("us");
  });

  test("asks nobody for anything once it is live, but for a verification that is out", () => {
    const live = { state: "live", stateChangedAt: SINCE, gate: [] } as const;
    expect(whoseTurn({ ...live, asks: NONE }).party).toBeNull();
    expect(whoseTurn({ ...live, asks: { ...NONE, verification: ASKED } })).toEqual({
      party: "carrier",
      since: ASKED,
    });
  });

  test("that is closed is nobody's", () => {
    const facts = { hasQuote: false } as TrunkFacts;
    expect(gateAhead("closed", null, facts)).toEqual([]);
    const of = { state: "closed", stateChangedAt: SINCE, gate: [], asks: ALL_ASKED } as const;
    expect(whoseTurn(of).party).toBeNull();
  });
});
