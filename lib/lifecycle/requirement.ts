// What a carrier is checked against, with the wording of the requirement page, and the states of one check.
import type { Machine } from "./machine";

export type RequirementState = "unknown" | "met" | "not_met" | "waived";

export interface Requirement {
  readonly code: string;
  readonly must: boolean;
  readonly wording: string;
}

export const REQUIREMENTS = [
  { code: "DIRECT_SIP", must: true, wording: "Sends and receives SIP directly to and from Cradle" },
  { code: "E164_TERMINATION", must: true, wording: "Sends numbers in full E.164 with +" },
  { code: "E164_ORIGINATION", must: true, wording: "Takes numbers in full E.164 with +" },
  { code: "A_NUMBER_TERMINATION", must: true, wording: "Passes the A-number through to Cradle" },
  { code: "A_NUMBER_ORIGINATION", must: true, wording: "Passes the A-number through from Cradle" },
  {
    code: "CRADLE_A_NUMBERS",
    must: false,
    wording: "Lets verified Cradle numbers pass as A-numbers",
  },
  {
    code: "ACL_AUTH",
    must: true,
    wording: "Authenticates Cradle by FQDN and egress addresses, without registration",
  },
  {
    code: "FIXED_SOURCE_ADDRESSES",
    must: true,
    wording: "Gives a fixed set of source addresses",
  },
  {
    code: "INVITE_TO_FQDN",
    must: true,
    wording: "Sends INVITEs to the FQDN, not to an address",
  },
  {
    code: "DIGEST",
    must: false,
    wording: "Can answer a digest challenge with username and password",
  },
] as const satisfies readonly Requirement[];

export type RequirementCode = (typeof REQUIREMENTS)[number]["code"];

export const REQUIREMENT_CODES = REQUIREMENTS.map((requirement) => requirement.code);

/** A check as stored; a requirement without a row is unknown. */
export interface CheckedRequirement {
  readonly code: string;
  readonly state: RequirementState;
}

/** The "must" requirements that are neither met nor waived. */
export function openMusts(checks: readonly CheckedRequirement[]): RequirementCode[] {
  return REQUIREMENTS.filter((requirement) => {
    const state = checks.find((check) => check.code === requirement.code)?.state ?? "unknown";
    return requirement.must && state !== "met" && state !== "waived";
  }).map((requirement) => requirement.code);
}

/** The "must" requirements that were found not to be met. */
export function failedMusts(checks: readonly CheckedRequirement[]): RequirementCode[] {
  return REQUIREMENTS.filter(
    (requirement) =>
      requirement.must &&
      checks.some((check) => check.code === requirement.code && check.state === "not_met"),
  ).map((requirement) => requirement.code);
}

export const REQUIREMENT_MACHINE: Machine<RequirementState, never, never> = {
  name: "requirement",
  first: "unknown",
  states: ["unknown", "met", "not_met", "waived"],
  arrows: [
    { from: "unknown", to: "met", cause: "requirement.check", guards: [], effects: [] },
    { from: "unknown", to: "not_met", cause: "requirement.check", guards: [], effects: [] },
    { from: "met", to: "not_met", cause: "requirement.check", guards: [], effects: [] },
    { from: "not_met", to: "met", cause: "requirement.check", guards: [], effects: [] },
    { from: "unknown", to: "waived", cause: "requirement.waive", guards: [], effects: [] },
    { from: "not_met", to: "waived", cause: "requirement.waive", guards: [], effects: [] },
    { from: "waived", to: "unknown", cause: "requirement.check", guards: [], effects: [] },
  ],
};
