// States of verifications and of their requests in the words of pages.
import type { Tone } from "@/components/ui/badge";
import type { VerificationState } from "@/lib/lifecycle/verification";
import type { VerificationRequestState } from "@/lib/lifecycle/verification-request";

interface Words {
  readonly label: string;
  readonly tone: Tone;
}

export const ITEM_STATE_WORDS: Readonly<Record<VerificationState, Words>> = {
  draft: { label: "Draft", tone: "neutral" },
  submitted: { label: "Submitted", tone: "info" },
  verified: { label: "Verified", tone: "good" },
  rejected: { label: "Rejected", tone: "bad" },
  expired: { label: "Expired", tone: "warn" },
  revoked: { label: "Revoked", tone: "warn" },
  superseded: { label: "Superseded", tone: "neutral" },
  withdrawn: { label: "Withdrawn", tone: "neutral" },
};

export const REQUEST_STATE_WORDS: Readonly<Record<VerificationRequestState, Words>> = {
  draft: { label: "Draft", tone: "neutral" },
  submitted: { label: "With the carrier", tone: "info" },
  verified: { label: "Verified", tone: "good" },
  "partly-verified": { label: "Partly verified", tone: "warn" },
  rejected: { label: "Rejected", tone: "bad" },
  ended: { label: "Ended", tone: "neutral" },
};
