// A carrier's state.
import { Badge } from "@/components/ui/badge";
import type { CarrierState } from "@/lib/lifecycle/carrier";
import { CARRIER_STATE_WORDS } from "./carrier-words";

export function CarrierStateBadge({ state }: { state: CarrierState }) {
  const { label, tone } = CARRIER_STATE_WORDS[state];
  return <Badge tone={tone}>{label}</Badge>;
}
