// Which way a call goes; the plain word and an arrow stand beside the telephony word, which others use the other way round.
import { ArrowDownLeft, ArrowUpRight } from "lucide-react";

export type CallDirection = "termination" | "origination";

const WORDS = {
  termination: { label: "Termination", plain: "inbound", Arrow: ArrowDownLeft },
  origination: { label: "Origination", plain: "outbound", Arrow: ArrowUpRight },
} as const;

export function DirectionLabel({ direction }: { direction: CallDirection | null }) {
  if (direction === null) return <span className="text-ink-soft">unknown</span>;
  const { label, plain, Arrow } = WORDS[direction];
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      <Arrow aria-hidden className="size-3.5 shrink-0 text-ink-soft" />
      {`${label} (${plain})`}
    </span>
  );
}
