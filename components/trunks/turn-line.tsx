// Whose turn it is on a trunk, and since when.
import { TURN_WORDS } from "@/components/onboarding/turn-words";
import { durationWords } from "@/components/targets/duration-words";
import { Badge } from "@/components/ui/badge";
import { Timestamp } from "@/components/ui/timestamp";
import type { Party } from "@/lib/lifecycle/whose-turn";

export interface TurnLineProps {
  turn: Party | null;
  waitingSince: Date;
  now: Date;
}

export function TurnLine({ turn, waitingSince, now }: TurnLineProps) {
  if (turn === null) {
    return (
      <>
        Nobody has anything to do, since <Timestamp at={waitingSince} />
      </>
    );
  }
  const { label, tone } = TURN_WORDS[turn];
  return (
    <>
      <Badge tone={tone}>{label}</Badge>
      {` for ${durationWords(now.getTime() - waitingSince.getTime())}, since `}
      <Timestamp at={waitingSince} />
    </>
  );
}
