// The states of a quote's revision.
import { arrowsFromEach, type Machine } from "./machine";

export type QuoteState =
  | "draft"
  | "sent"
  | "accepted"
  | "declined"
  | "expired"
  | "withdrawn"
  | "superseded";
export type QuoteGuard = "totals-disagree" | "answering-contact-missing" | "validity-ended";
export type QuoteEffect =
  | "take-number"
  | "supersede-older-revision"
  | "agree-trunk-limits"
  | "move-trunk-to-configuring";

export const QUOTE_MACHINE: Machine<QuoteState, QuoteGuard, QuoteEffect> = {
  name: "quote",
  first: "draft",
  states: ["draft", "sent", "accepted", "declined", "expired", "withdrawn", "superseded"],
  arrows: [
    {
      from: "draft",
      to: "sent",
      cause: "quote.send",
      guards: ["totals-disagree", "validity-ended"],
      effects: ["take-number", "supersede-older-revision"],
    },
    {
      from: "sent",
      to: "accepted",
      cause: "quote.write",
      guards: ["answering-contact-missing", "validity-ended"],
      effects: ["agree-trunk-limits", "move-trunk-to-configuring"],
    },
    { from: "sent", to: "declined", cause: "quote.write", guards: [], effects: [] },
    { from: "sent", to: "expired", cause: "system:job", guards: [], effects: [] },
    { from: "sent", to: "withdrawn", cause: "quote.write", guards: [], effects: [] },
    ...arrowsFromEach<QuoteState, QuoteGuard, QuoteEffect>(["sent", "accepted"], {
      to: "superseded",
      cause: "effect",
      guards: [],
      effects: [],
    }),
  ],
};
