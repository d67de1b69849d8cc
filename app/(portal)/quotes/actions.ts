"use server";
// What can be done to quotes.
import { action } from "@/app/_server/action";
import { createQuote } from "@/lib/services/quotes/create-quote";
import { deleteQuoteDraft } from "@/lib/services/quotes/delete-quote-draft";
import { recordQuoteAnswer } from "@/lib/services/quotes/record-quote-answer";
import { reviseQuote } from "@/lib/services/quotes/revise-quote";
import { sendQuote } from "@/lib/services/quotes/send-quote";
import { updateQuoteDraft } from "@/lib/services/quotes/update-quote-draft";
import { withdrawQuote } from "@/lib/services/quotes/withdraw-quote";
import { quoteInput } from "./quote-input";

export const createQuoteAction = action({
  input: quoteInput,
  run: createQuote,
  goTo: (revision) => `/quotes/${revision.quoteId}`,
});
export const updateQuoteDraftAction = action({
  input: quoteInput,
  run: updateQuoteDraft,
  goTo: (revision) => `/quotes/${revision.quoteId}`,
});
export const deleteQuoteDraftAction = action({
  run: deleteQuoteDraft,
  goTo: (draft) => `/trunks/${draft.trunkId}`,
});
export const sendQuoteAction = action({ run: sendQuote });
export const reviseQuoteAction = action({
  run: reviseQuote,
  goTo: (revision) => `/quotes/${revision.quoteId}/edit`,
});
export const recordQuoteAnswerAction = action({ run: recordQuoteAnswer });
export const withdrawQuoteAction = action({ run: withdrawQuote });
