// The gates that a trunk has passed and those still to come, each with how its conditions stand now.
import { ConditionList } from "@/components/lifecycle/condition-list";
import { Badge } from "@/components/ui/badge";
import { Timestamp } from "@/components/ui/timestamp";
import type { GateStage } from "@/lib/schemas/trunk-gate";
import { TRUNK_STATE_WORDS } from "./trunk-words";

function name({ from, to }: GateStage): string {
  return `${TRUNK_STATE_WORDS[from].label} → ${TRUNK_STATE_WORDS[to].label.toLowerCase()}`;
}

function Stage({ stage }: { stage: GateStage }) {
  const open = stage.conditions.filter(({ holds }) => !holds);
  const held = stage.conditions.filter(({ holds }) => holds);
  const passed = stage.position === "passed";
  return (
    <details className="border-t border-line py-1.5 first:border-t-0">
      <summary className="cursor-pointer">
        <span className="inline-flex flex-wrap items-center gap-x-2">
          <span className="font-medium">{name(stage)}</span>
          <Badge tone={open.length === 0 ? "good" : passed ? "warn" : "neutral"}>
            {`${held.length} of ${stage.conditions.length} hold`}
          </Badge>
          {stage.overrides.length > 0 ? <Badge tone="warn">Overridden</Badge> : null}
          <span className="text-[0.8125rem] text-ink-soft">
            {stage.passedAt === null ? (
              passed ? null : (
                "still to come"
              )
            ) : (
              <>
                passed <Timestamp at={stage.passedAt} />
                {stage.passedBy === null ? null : ` by ${stage.passedBy}`}
              </>
            )}
          </span>
        </span>
      </summary>
      <div className="pb-1 pl-4">
        <ConditionList
          conditions={open.map((each) => ({ ...each, href: each.remedyPath }))}
          held={held}
        />
      </div>
    </details>
  );
}

/** `stages` as the gate gives them; the one ahead stands elsewhere, with its press. */
export function GateStages({ stages }: { stages: readonly GateStage[] }) {
  const others = stages.filter(({ position }) => position !== "ahead");
  if (others.length === 0) return null;
  return (
    <div className="mt-3 rounded-md border border-line px-3 py-1">
      {others.map((stage) => (
        <Stage key={stage.from} stage={stage} />
      ))}
    </div>
  );
}
