// A trunk's next steps in the words of its page.

import { unreachable } from "@/lib/core/unreachable";
import {
  isOverridable,
  STAGE_AFTER,
  type TrunkGuard,
  type TrunkState,
} from "@/lib/lifecycle/trunk";
import type { ProvenCondition } from "@/lib/schemas/trunk-gate";
import type { StateStep } from "../lifecycle/state-step";

export interface NextTrunkStep {
  readonly to: TrunkState;
  readonly permitted: boolean;
  readonly conditions: readonly { readonly code: string; readonly message: string }[];
}

function words(
  from: TrunkState,
  to: TrunkState,
): Pick<StateStep, "label" | "weight" | "consequence"> {
  const press = { weight: "press" as const, consequence: "" };
  if (from === "suspended" && to !== "closed") return { ...press, label: "Resume" };
  switch (to) {
    case "enquiry":
      return { ...press, label: "Back to enquiry" };
    case "quoting":
      return { ...press, label: "Move to quoting" };
    case "configuring":
      return from === "testing"
        ? {
            label: "Back to configuring",
            weight: "confirm",
            consequence:
              "Calls both ways are refused until it is testing again. Test calls made so far open the gate to live no more.",
          }
        : { ...press, label: "Move to configuring" };
    case "testing":
      return { ...press, label: "Move to testing" };
    case "live":
      return { ...press, label: "Go live" };
    case "suspended":
      return {
        label: "Suspend",
        weight: "at-once",
        consequence: "New calls both ways are refused once the agents report it.",
      };
    case "closed":
      return {
        label: "Close",
        weight: "type-name",
        consequence:
          "For good: new calls are refused, its numbers are deactivated, and its FQDN is never used again. With a carrier's last trunk its ACL entries, gateways and credentials go too.",
      };
    default:
      return unreachable(to);
  }
}

function withOpenCalls<Words extends { consequence: string }>(
  step: Words,
  to: TrunkState,
  openCalls: string,
): Words {
  return to === "suspended" ? { ...step, consequence: `${step.consequence} ${openCalls}` } : step;
}

/** The steps of a trunk; those through the gate ahead show what of it holds, and where the rest is put right. */
export function trunkSteps(
  trunk: { readonly state: TrunkState },
  steps: readonly NextTrunkStep[],
  gate: readonly ProvenCondition[],
  openCalls: string,
): StateStep[] {
  const ahead = new Map(gate.map((condition) => [condition.code, condition]));
  const held = gate.filter(({ holds }) => holds);
  // Closing, suspending and going back pass no gate.
  const isAhead = (step: NextTrunkStep) =>
    step.conditions.some(({ code }) => ahead.has(code)) ||
    step.to === STAGE_AFTER[trunk.state] ||
    (trunk.state === "suspended" && step.to !== "closed");
  return steps.map((step) => ({
    ...step,
    ...withOpenCalls(words(trunk.state, step.to), step.to, openCalls),
    overridable: step.conditions.every((condition) => isOverridable(condition.code as TrunkGuard)),
    conditions: step.conditions.map((condition) => {
      const proven = ahead.get(condition.code);
      return proven === undefined
        ? condition
        : {
            ...condition,
            href: proven.remedyPath,
            remedy: proven.remedy,
            proofs: proven.proofs,
          };
    }),
    ...(isAhead(step) ? { held } : {}),
  }));
}
