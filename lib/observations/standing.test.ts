// When a carrier counts as contradicted, and what ends that.
import { expect, it } from "vitest";
import { REQUIREMENTS } from "@/lib/lifecycle/requirement";
import { OBSERVATION_KINDS, type ObservationKind } from "./kinds";
import { contradictedMusts, type Declared, disagreement, type Observed } from "./standing";

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));

function seen(kind: ObservationKind, hour: number): Observed {
  const { code, verdict } = OBSERVATION_KINDS[kind];
  return { code, kind, verdict, lastSeenAt: at(hour) };
}

const met = (code: string, hour: number): Declared => ({ code, state: "met", checkedAt: at(hour) });

it("is contradicted by what was seen after it was recorded, until it is recorded again", () => {
  const observations = [seen("numbers-e164", 9), seen("b-without-plus", 9)];
  expect(disagreement(met("E164_TERMINATION", 8), observations)).toBe("contradicted");
  expect(disagreement(met("E164_TERMINATION", 9), observations)).toBe(null);
  expect(disagreement(met("E164_TERMINATION", 10), observations)).toBe(null);
});

it("is contradicted by nothing of another requirement, nothing suspected, and nothing that supports", () => {
  expect(disagreement(met("DIRECT_SIP", 8), [seen("to-address", 9)])).toBe(null);
  expect(disagreement(met("FIXED_SOURCE_ADDRESSES", 8), [seen("from-elsewhere", 9)])).toBe(null);
  expect(disagreement(met("INVITE_TO_FQDN", 8), [seen("to-fqdn", 9)])).toBe(null);
});

it("goes on being contradicted by live traffic that is right now and then, but not by a test that came out right", () => {
  const live = [seen("to-address", 9), seen("to-fqdn", 12)];
  expect(disagreement(met("INVITE_TO_FQDN", 8), live)).toBe("contradicted");
  const tested = [seen("a-number-rewritten", 9), seen("a-number-arrived", 12)];
  expect(disagreement(met("A_NUMBER_TERMINATION", 8), tested)).toBe(null);
  const before = [seen("a-number-arrived", 8), seen("a-number-rewritten", 9)];
  expect(disagreement(met("A_NUMBER_TERMINATION", 7), before)).toBe("contradicted");
});

it("says of a waived or unknown requirement nothing, and of one not met where it is seen met", () => {
  const observations = [seen("to-address", 9)];
  for (const state of ["waived", "unknown"] as const) {
    expect(disagreement({ code: "INVITE_TO_FQDN", state, checkedAt: null }, observations)).toBe(
      null,
    );
  }
  const notMet: Declared = { code: "INVITE_TO_FQDN", state: "not_met", checkedAt: at(8) };
  expect(disagreement(notMet, [seen("to-fqdn", 9)])).toBe("better");
  expect(disagreement(notMet, [seen("to-fqdn", 9), seen("to-address", 9)])).toBe(null);
});

it("closes a gate by musts alone", () => {
  const checks = REQUIREMENTS.map(({ code }) => met(code, 1));
  const everything = (Object.keys(OBSERVATION_KINDS) as ObservationKind[])
    .filter((kind) => OBSERVATION_KINDS[kind].verdict !== "supports")
    .map((kind) => seen(kind, 9));
  expect(contradictedMusts(checks, everything)).toEqual([
    "E164_TERMINATION",
    "A_NUMBER_TERMINATION",
    "A_NUMBER_ORIGINATION",
    "ACL_AUTH",
    "INVITE_TO_FQDN",
  ]);
});

it("names a kind of the same requirement, that supports it, as what outweighs another", () => {
  for (const facts of Object.values(OBSERVATION_KINDS)) {
    if (!("outweighedBy" in facts)) continue;
    expect(OBSERVATION_KINDS[facts.outweighedBy]).toMatchObject({
      code: facts.code,
      verdict: "supports",
    });
  }
});
