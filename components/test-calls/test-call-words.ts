// What a test call's stored words are called on pages.
import type { Tone } from "@/components/ui/badge";

export type TestCallState = "announced" | "succeeded" | "failed" | "cancelled";

export const TEST_CALL_STATE_WORDS: Record<TestCallState, { label: string; tone: Tone }> = {
  announced: { label: "Waiting for the call", tone: "info" },
  succeeded: { label: "A-number intact", tone: "good" },
  failed: { label: "Failed", tone: "bad" },
  cancelled: { label: "Cancelled", tone: "neutral" },
};
