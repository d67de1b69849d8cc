// Gates that an admin passed, with the reason: it stays on the trunk's page for good.
import { Timestamp } from "@/components/ui/timestamp";
import { guardMessage, type TrunkState } from "@/lib/lifecycle/trunk";
import { TRUNK_STATE_WORDS } from "./trunk-words";

export interface OverrideRow {
  readonly id: string;
  readonly fromState: TrunkState;
  readonly toState: TrunkState;
  readonly conditions: readonly string[];
  readonly reason: string;
  readonly staffName: string;
  readonly createdAt: Date;
}

export function OverrideList({ overrides }: { overrides: readonly OverrideRow[] }) {
  return (
    <ul className="grid gap-2">
      {overrides.map((override) => (
        <li key={override.id} className="rounded-md border border-warn/40 bg-warn-soft px-3 py-2">
          <p className="font-medium wrap-anywhere">{override.reason}</p>
          <p className="text-[0.8125rem] text-ink-soft">
            {`From ${TRUNK_STATE_WORDS[override.fromState].label.toLowerCase()} to ${TRUNK_STATE_WORDS[override.toState].label.toLowerCase()}, by ${override.staffName}, `}
            <Timestamp at={override.createdAt} />
          </p>
          <p className="text-[0.8125rem] text-ink-soft">
            {`Did not hold: ${override.conditions.map(guardMessage).join("; ")}`}
          </p>
        </li>
      ))}
    </ul>
  );
}
