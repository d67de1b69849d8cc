// How each part of a trunk's story stands, by the conditions of its gates that it answers for.
import type { TrunkGuard } from "@/lib/lifecycle/trunk";
import type { GateStage, ProvenCondition } from "@/lib/schemas/trunk-gate";
import type { StoryPart } from "./story-nav";

/** A guard without a part does not compile. */
const PART_OF: Record<TrunkGuard, string> = {
  "quote-missing": "quotes",
  "quote-not-accepted": "quotes",
  "carrier-not-ready": "parties",
  "acl-entry-missing": "configuration",
  "gateway-missing": "configuration",
  "number-missing": "numbers",
  "limits-missing": "configuration",
  "credential-missing": "configuration",
  "termination-test-missing": "test-calls",
  "origination-test-missing": "test-calls",
  "carrier-word-missing": "requirements",
  "requirement-failed": "requirements",
  "requirement-contradicted": "requirements",
};

const SHORT: Record<TrunkGuard, string> = {
  "quote-missing": "no quote",
  "quote-not-accepted": "no quote accepted",
  "carrier-not-ready": "carrier not ready",
  "acl-entry-missing": "no ACL entry",
  "gateway-missing": "no gateway",
  "number-missing": "no number",
  "limits-missing": "no limits",
  "credential-missing": "no credential",
  "termination-test-missing": "no inbound test",
  "origination-test-missing": "no outbound test",
  "carrier-word-missing": "no word of the carrier",
  "requirement-failed": "a must not met",
  "requirement-contradicted": "a must contradicted",
};

const LABELS = [
  ["gate", "State and next step"],
  ["parties", "Customer and carrier"],
  ["quotes", "Quotes"],
  ["requirements", "Requirements"],
  ["configuration", "Configuration"],
  ["numbers", "Numbers"],
  ["test-calls", "Test calls"],
  ["calls", "Latest calls"],
  ["activity", "Activity"],
] as const;

/** The conditions that one part answers for. */
export function conditionsOf(id: string, stages: readonly GateStage[]): ProvenCondition[] {
  return stages
    .filter(({ from }) => from !== "suspended")
    .flatMap((stage) => stage.conditions)
    .filter(({ code }) => PART_OF[code as TrunkGuard] === id);
}

/** Whatever does not hold of any gate up to live is missing in its part, whether or not its gate is ahead. */
export function storyParts(stages: readonly GateStage[]): StoryPart[] {
  const ahead = stages.find(({ position }) => position === "ahead");
  const missing = ahead?.conditions.filter(({ holds }) => !holds).length ?? 0;
  return LABELS.map(([id, label]) => {
    if (id === "gate") {
      return {
        id,
        label,
        standing: missing > 0 ? "open" : "done",
        ...(missing > 0 ? { note: `${missing} missing` } : {}),
      };
    }
    const own = conditionsOf(id, stages);
    const open = own.filter(({ holds }) => !holds).map(({ code }) => SHORT[code as TrunkGuard]);
    if (own.length === 0) return { id, label, standing: "told" };
    return open.length === 0
      ? { id, label, standing: "done" }
      : { id, label, standing: "open", note: open.join(", ") };
  });
}
