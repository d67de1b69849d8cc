// A carrier's next steps in the words of its page.
import { unreachable } from "@/lib/core/unreachable";
import type { CarrierState } from "@/lib/lifecycle/carrier";
import { REQUIREMENTS } from "@/lib/lifecycle/requirement";
import type { StateStep } from "../lifecycle/state-step";
import { requirementHref } from "./requirement-href";

export interface NextCarrierStep {
  readonly to: CarrierState;
  readonly permitted: boolean;
  readonly conditions: readonly {
    readonly code: string;
    readonly message: string;
    /** The requirement that is open. */
    readonly subject?: string;
  }[];
}

function words(
  from: CarrierState,
  to: CarrierState,
): Pick<StateStep, "label" | "weight" | "consequence"> {
  switch (to) {
    case "ready":
      return {
        label: from === "suspended" ? "Resume" : "Mark ready",
        weight: "press",
        consequence: "",
      };
    case "suspended":
      return {
        label: "Suspend",
        weight: "at-once",
        consequence: "New calls on all its trunks are refused once the agents report it.",
      };
    case "closed":
      return {
        label: "Close",
        weight: "type-name",
        consequence:
          "For good: all its trunks are closed, and its ACL entries, gateways, credentials and numbers are deactivated.",
      };
    case "draft":
      return { label: "Back to draft", weight: "press", consequence: "" };
    default:
      return unreachable(to);
  }
}

/** As somebody says it who does not know the codes by heart. */
function openInWords(subject: string): string {
  const wording = REQUIREMENTS.find(({ code }) => code === subject)?.wording ?? subject;
  return `${wording}: neither met nor waived yet (${subject})`;
}

/** The steps of a carrier in state `from`; what keeps it from ready an admin may waive. */
export function carrierSteps(
  carrier: { readonly id: string; readonly state: CarrierState },
  steps: readonly NextCarrierStep[],
  openCalls: string,
): StateStep[] {
  return steps.map((step) => ({
    ...step,
    ...words(carrier.state, step.to),
    ...(step.to === "suspended"
      ? { consequence: `${words(carrier.state, step.to).consequence} ${openCalls}` }
      : {}),
    overridable: true,
    conditions: step.conditions.map(({ code, message, subject }) => ({
      code,
      message: subject === undefined ? message : openInWords(subject),
      ...(subject === undefined ? {} : { href: requirementHref(carrier.id, subject) }),
    })),
  }));
}
