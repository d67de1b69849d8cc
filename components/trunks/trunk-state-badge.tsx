// A trunk's state, with the one it left while it is suspended.
import { Badge } from "@/components/ui/badge";
import type { TrunkState } from "@/lib/lifecycle/trunk";
import { TRUNK_STATE_WORDS } from "./trunk-words";

export interface TrunkStateBadgeProps {
  state: TrunkState;
  formerState?: TrunkState | null;
}

export function TrunkStateBadge({ state, formerState = null }: TrunkStateBadgeProps) {
  const { label, tone } = TRUNK_STATE_WORDS[state];
  const former =
    state === "suspended" && formerState !== null
      ? ` (was ${TRUNK_STATE_WORDS[formerState].label.toLowerCase()})`
      : "";
  return <Badge tone={tone}>{`${label}${former}`}</Badge>;
}
