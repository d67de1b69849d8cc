// What a carrier's stored words are called on pages.
import type { Tone } from "@/components/ui/badge";
import type { CarrierState } from "@/lib/lifecycle/carrier";
import type { RequirementState } from "@/lib/lifecycle/requirement";

export const CARRIER_STATE_WORDS: Record<CarrierState, { label: string; tone: Tone }> = {
  draft: { label: "Draft", tone: "neutral" },
  ready: { label: "Ready", tone: "good" },
  suspended: { label: "Suspended", tone: "warn" },
  closed: { label: "Closed", tone: "neutral" },
};

export const REQUIREMENT_STATE_WORDS: Record<RequirementState, { label: string; tone: Tone }> = {
  unknown: { label: "Unknown", tone: "neutral" },
  met: { label: "Met", tone: "good" },
  not_met: { label: "Not met", tone: "bad" },
  waived: { label: "Waived", tone: "warn" },
};

export const AUTH_MODE_WORDS = {
  acl: "ACL alone",
  acl_and_digest: "ACL and digest",
} as const;
