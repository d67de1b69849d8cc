// What a quote's stored words are called on pages.
import type { Tone } from "@/components/ui/badge";
import type { QuoteState } from "@/lib/lifecycle/quote";
import type { LineKind } from "@/lib/money/quote-totals";

export const QUOTE_STATE_WORDS: Record<QuoteState, { label: string; tone: Tone }> = {
  draft: { label: "Draft", tone: "neutral" },
  sent: { label: "Sent", tone: "info" },
  accepted: { label: "Accepted", tone: "good" },
  declined: { label: "Declined", tone: "bad" },
  expired: { label: "Expired", tone: "warn" },
  withdrawn: { label: "Withdrawn", tone: "neutral" },
  superseded: { label: "Superseded", tone: "neutral" },
};

export const LINE_KIND_WORDS: Record<LineKind, string> = {
  one_off: "One-off",
  monthly: "Monthly",
  usage: "Usage",
};

/** What a quote is called where it may not have its number yet. */
export function quoteName(quote: { readonly number: string | null }): string {
  return quote.number ?? "Quote without number";
}
