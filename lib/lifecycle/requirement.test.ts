// The requirements: the page's list, and what of it a carrier still lacks.
import { expect, test } from "vitest";
import { closedCarrierGuards } from "./carrier";
import { failedMusts, openMusts, REQUIREMENTS } from "./requirement";

const allAs = (state: "met" | "waived" | "not_met" | "unknown") =>
  REQUIREMENTS.map(({ code }) => ({ code, state }));

test("eight must requirements and two that should be", () => {
  expect(REQUIREMENTS.filter((requirement) => requirement.must)).toHaveLength(8);
  expect(REQUIREMENTS.filter((requirement) => !requirement.must).map(({ code }) => code)).toEqual([
    "CRADLE_A_NUMBERS",
    "DIGEST",
  ]);
});

test("a must is open unless it is met or waived; without a row it is open", () => {
  expect(openMusts([])).toHaveLength(8);
  expect(openMusts(allAs("unknown"))).toHaveLength(8);
  expect(openMusts(allAs("not_met"))).toHaveLength(8);
  expect(openMusts(allAs("met"))).toEqual([]);
  expect(openMusts(allAs("waived"))).toEqual([]);
});

test("a must has failed only where it was found not to be met", () => {
  expect(failedMusts([])).toEqual([]);
  expect(failedMusts(allAs("unknown"))).toEqual([]);
  expect(failedMusts([{ code: "DIGEST", state: "not_met" }])).toEqual([]);
  expect(failedMusts([{ code: "ACL_AUTH", state: "not_met" }])).toEqual(["ACL_AUTH"]);
});

test("ready names every open must; other arrows ask for nothing", () => {
  const checks = allAs("met").map((check) =>
    check.code === "INVITE_TO_FQDN" ? { ...check, state: "unknown" as const } : check,
  );
  expect(closedCarrierGuards(["requirements-open"], checks)).toEqual([
    {
      code: "requirements-open",
      message: "the requirement INVITE_TO_FQDN is neither met nor waived",
      subject: "INVITE_TO_FQDN",
    },
  ]);
  expect(closedCarrierGuards([], [])).toEqual([]);
});
