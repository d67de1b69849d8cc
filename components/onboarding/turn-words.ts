// Whose turn it is, in the words of the board and of a trunk's page.
import type { Tone } from "@/components/ui/badge";
import type { Party } from "@/lib/lifecycle/whose-turn";

export const TURN_WORDS: Record<Party, { label: string; tone: Tone }> = {
  us: { label: "Us", tone: "info" },
  carrier: { label: "The carrier", tone: "neutral" },
  customer: { label: "The customer", tone: "neutral" },
};
