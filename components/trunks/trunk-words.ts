// What a trunk's stored words are called on pages.
import type { Tone } from "@/components/ui/badge";
import type { TrunkState } from "@/lib/lifecycle/trunk";

export const TRUNK_STATE_WORDS: Record<TrunkState, { label: string; tone: Tone }> = {
  enquiry: { label: "Enquiry", tone: "neutral" },
  quoting: { label: "Quoting", tone: "info" },
  configuring: { label: "Configuring", tone: "info" },
  testing: { label: "Testing", tone: "info" },
  live: { label: "Live", tone: "good" },
  suspended: { label: "Suspended", tone: "warn" },
  closed: { label: "Closed", tone: "neutral" },
};
