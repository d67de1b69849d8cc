// The state of a request from its items, and expiry to the second.
import { expect, test } from "vitest";
import type { VerificationState } from "./verification";
import { requestState, stateAt } from "./verification-request";

const NOW = new Date("2030-01-01T00:00:00Z");
const of = (...states: VerificationState[]) =>
  requestState(
    states.map((state) => ({ state, validUntil: null })),
    NOW,
  );

test.each<[readonly VerificationState[], string]>([
  [["draft", "submitted", "verified"], "draft"],
  [["submitted", "rejected"], "submitted"],
  [["verified", "withdrawn", "superseded"], "verified"],
  [["verified", "rejected"], "partly-verified"],
  [["verified", "expired"], "partly-verified"],
  [["verified", "revoked"], "partly-verified"],
  [["rejected", "withdrawn"], "rejected"],
  [["expired", "superseded"], "ended"],
  [["withdrawn"], "ended"],
])("%o: %s", (states, expected) => {
  expect(of(...states)).toBe(expected);
});

test("an item is expired from the very second its validity ends", () => {
  const at = (ms: number) =>
    stateAt({ state: "verified", validUntil: new Date(NOW.getTime() + ms) }, NOW);
  expect([at(-1), at(0), at(1)]).toEqual(["expired", "expired", "verified"]);
  expect(stateAt({ state: "submitted", validUntil: NOW }, NOW)).toBe("submitted");
});
