// How an attempt ended: the rule that decided, and the status it was answered with.
import { Badge, type Tone } from "@/components/ui/badge";

export interface CallOutcomeProps {
  action: string;
  rule: string;
  status: number | null;
  isAnswered: boolean;
  isComplete: boolean;
}

function outcome({ action, rule, status, isAnswered, isComplete }: CallOutcomeProps): {
  label: string;
  tone: Tone;
} {
  const code = status === null ? "" : `${status} `;
  if (action !== "route") {
    return { label: `${code}${rule}`, tone: action === "challenge" ? "info" : "bad" };
  }
  if (isAnswered) return { label: isComplete ? "Answered" : "In progress", tone: "good" };
  if (!isComplete) return { label: "Ringing", tone: "info" };
  return { label: `${code}not answered`, tone: "warn" };
}

export function CallOutcome(props: CallOutcomeProps) {
  const { label, tone } = outcome(props);
  return <Badge tone={tone}>{label}</Badge>;
}
