// The state of a quote's revision.
import { Badge } from "@/components/ui/badge";
import type { QuoteState } from "@/lib/lifecycle/quote";
import { QUOTE_STATE_WORDS } from "./quote-words";

export function QuoteStateBadge({ state }: { state: QuoteState }) {
  const { label, tone } = QUOTE_STATE_WORDS[state];
  return <Badge tone={tone}>{label}</Badge>;
}
