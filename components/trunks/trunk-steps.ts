// A trunk's next steps in the words of its page.

import { unreachable } from "@/lib/core/unreachable";
import { isOverridable, type TrunkGuard, type TrunkState } from "@/lib/lifecycle/trunk";
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
      return {
        ...press,
        label: from === "testing" ? "Back to configuring" : "Move to configuring",
      };
    case "testing":
      return { ...press, label: "Move to testing" };
    case "live":
      return { ...press, label: "Go live" };
    case "suspended":
      return {
        label: "Suspend",
        weight: "confirm",
        consequence: "New calls both ways are refused at once. Calls that are up go on.",
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

/** The steps of a trunk in state `from`. */
export function trunkSteps(from: TrunkState, steps: readonly NextTrunkStep[]): StateStep[] {
  return steps.map((step) => ({
    ...step,
    ...words(from, step.to),
    overridable: step.conditions.every((condition) => isOverridable(condition.code as TrunkGuard)),
  }));
}
