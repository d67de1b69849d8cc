// The gates of a trunk: each condition alone closes its gate, and nothing else does.
import { describe, expect, test } from "vitest";
import { arrowsBetween } from "./machine";
import {
  closedTrunkGuards,
  gateAhead,
  isOverridable,
  TRUNK_MACHINE,
  type TrunkFacts,
  type TrunkGuard,
  type TrunkState,
} from "./trunk";

const ALL_GOOD: TrunkFacts = {
  hasQuote: true,
  quoteAccepted: true,
  carrierState: "ready",
  carrierAuthMode: "acl_and_digest",
  activeAclEntries: 1,
  enabledGateways: 1,
  activeByocNumbers: 1,
  activeCredentials: 1,
  maxChannels: 10,
  maxCallsPerSec: 5,
  terminationTested: true,
  originationTested: true,
  carrierAllowsEgress: true,
  failedMusts: [],
  contradictedMusts: [],
};

const LIVE_CODES: readonly TrunkGuard[] = [
  "termination-test-missing",
  "origination-test-missing",
  "carrier-word-missing",
  "requirement-failed",
  "requirement-contradicted",
];

const closed = (from: TrunkState, to: TrunkState, facts: TrunkFacts) => {
  const [arrow] = arrowsBetween(TRUNK_MACHINE, from, to);
  return closedTrunkGuards(arrow?.guards ?? [], facts).map((guard) => guard.code);
};

const CLOSING: readonly (readonly [TrunkState, TrunkState, Partial<TrunkFacts>, TrunkGuard])[] = [
  ["enquiry", "quoting", { hasQuote: false }, "quote-missing"],
  ["quoting", "configuring", { quoteAccepted: false }, "quote-not-accepted"],
  ["configuring", "testing", { carrierState: "draft" }, "carrier-not-ready"],
  ["configuring", "testing", { carrierState: "suspended" }, "carrier-not-ready"],
  ["configuring", "testing", { activeAclEntries: 0 }, "acl-entry-missing"],
  ["configuring", "testing", { enabledGateways: 0 }, "gateway-missing"],
  ["configuring", "testing", { activeByocNumbers: 0 }, "number-missing"],
  ["configuring", "testing", { maxChannels: null }, "limits-missing"],
  ["configuring", "testing", { maxCallsPerSec: null }, "limits-missing"],
  ["configuring", "testing", { activeCredentials: 0 }, "credential-missing"],
  ["testing", "live", { terminationTested: false }, "termination-test-missing"],
  ["testing", "live", { originationTested: false }, "origination-test-missing"],
  ["testing", "live", { carrierAllowsEgress: false }, "carrier-word-missing"],
  ["testing", "live", { failedMusts: ["DIRECT_SIP"] }, "requirement-failed"],
  ["testing", "live", { contradictedMusts: ["DIRECT_SIP"] }, "requirement-contradicted"],
  ["suspended", "live", { carrierAllowsEgress: false }, "carrier-word-missing"],
];

test.each(CLOSING)("%s → %s is closed by %o: %s", (from, to, fact, code) => {
  expect(closed(from, to, { ...ALL_GOOD, ...fact })).toEqual([code]);
});

test.each([
  ["enquiry", "quoting"],
  ["quoting", "configuring"],
  ["configuring", "testing"],
  ["testing", "live"],
  ["suspended", "live"],
] as const)("%s → %s is open when everything holds", (from, to) => {
  expect(closed(from, to, ALL_GOOD)).toEqual([]);
});

test.each([
  ["enquiry", null, ["quote-missing"]],
  ["testing", null, LIVE_CODES],
  ["suspended", "live", LIVE_CODES],
  ["suspended", "testing", []],
  ["live", null, []],
  ["closed", null, []],
] as const)(
  "the gate ahead of a trunk that is %s (was %s) names all its conditions",
  (state, former, codes) => {
    const ahead = gateAhead(state, former, { ...ALL_GOOD, originationTested: false });
    expect(ahead.map(({ code }) => code)).toEqual(codes);
    expect(ahead.filter(({ holds }) => !holds).map(({ code }) => code)).toEqual(
      codes.filter((code) => code === "origination-test-missing"),
    );
    const heldWords = ahead.find(({ code }) => code === "termination-test-missing")?.message ?? "";
    expect(heldWords).not.toMatch(/^no /);
  },
);

const NOTHING: TrunkFacts = {
  ...ALL_GOOD,
  hasQuote: false,
  quoteAccepted: false,
  carrierState: "draft",
  activeAclEntries: 0,
  enabledGateways: 0,
  activeByocNumbers: 0,
  activeCredentials: 0,
  maxChannels: null,
  maxCallsPerSec: null,
  terminationTested: false,
  originationTested: false,
  carrierAllowsEgress: false,
  failedMusts: ["ACL_AUTH"],
  contradictedMusts: ["E164_TERMINATION"],
};

describe("what no condition keeps back", () => {
  test("going back to configuring, suspending, closing, and resuming to anything but live", () => {
    const free = TRUNK_MACHINE.arrows.filter((arrow) => arrow.guards.length === 0);
    expect(free.every((arrow) => closed(arrow.from, arrow.to, NOTHING).length === 0)).toBe(true);
    expect(free).toHaveLength(21 - 5);
  });

  test("a carrier that is known by its ACL alone needs no credential", () => {
    const facts: TrunkFacts = { ...ALL_GOOD, carrierAuthMode: "acl", activeCredentials: 0 };
    expect(closed("configuring", "testing", facts)).toEqual([]);
  });
});

test("every condition is named in the table's order, and every one but the limits may be overridden", () => {
  const all = closed("configuring", "testing", NOTHING);
  expect(all).toEqual([
    "carrier-not-ready",
    "acl-entry-missing",
    "gateway-missing",
    "number-missing",
    "limits-missing",
    "credential-missing",
  ]);
  expect(all.filter((code) => !isOverridable(code))).toEqual(["limits-missing"]);
});
