// The states of a carrier, and what it needs to become ready.
import { arrowsFromEach, type ClosedGuard, type Machine } from "./machine";
import { type CheckedRequirement, openMusts } from "./requirement";

export type CarrierState = "draft" | "ready" | "suspended" | "closed";
export type CarrierGuard = "requirements-open";
export type CarrierEffect = "close-trunks";

export const CARRIER_MACHINE: Machine<CarrierState, CarrierGuard, CarrierEffect> = {
  name: "carrier",
  first: "draft",
  states: ["draft", "ready", "suspended", "closed"],
  arrows: [
    {
      from: "draft",
      to: "ready",
      cause: "carrier.change-state",
      guards: ["requirements-open"],
      effects: [],
    },
    { from: "ready", to: "suspended", cause: "carrier.suspend", guards: [], effects: [] },
    // A "must" that fails later leaves a carrier ready, so that coming back asks nothing anew.
    { from: "suspended", to: "ready", cause: "carrier.change-state", guards: [], effects: [] },
    ...arrowsFromEach<CarrierState, CarrierGuard, CarrierEffect>(["draft", "ready", "suspended"], {
      to: "closed",
      cause: "carrier.change-state",
      guards: [],
      effects: ["close-trunks"],
    }),
  ],
};

/** The conditions for `ready` that do not hold: one per open "must". */
export function closedCarrierGuards(
  guards: readonly CarrierGuard[],
  checks: readonly CheckedRequirement[],
): ClosedGuard<CarrierGuard>[] {
  if (!guards.includes("requirements-open")) return [];
  return openMusts(checks).map((code) => ({
    code: "requirements-open",
    message: `the requirement ${code} is neither met nor waived`,
    subject: code,
  }));
}
