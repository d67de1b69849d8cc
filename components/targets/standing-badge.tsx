// How a gateway or core endpoint stands, of all agents together.
import { Badge, type Tone } from "@/components/ui/badge";
import type { TargetStanding } from "@/lib/schemas/target-health";

const WORDS: Record<TargetStanding["state"], { readonly label: string; readonly tone: Tone }> = {
  up: { label: "Up", tone: "good" },
  missing: { label: "Not answering", tone: "warn" },
  partly: { label: "Partly up", tone: "warn" },
  down: { label: "Down", tone: "bad" },
  unchecked: { label: "Not known", tone: "neutral" },
};

export function StandingBadge({ standing }: { standing: TargetStanding }) {
  const { label, tone } = WORDS[standing.state];
  return (
    <>
      <Badge tone={tone}>{label}</Badge>
      {standing.why === "" ? null : (
        <span className="mt-0.5 block text-[0.8125rem] text-ink-soft">{standing.why}</span>
      )}
    </>
  );
}
