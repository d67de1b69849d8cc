// REST: quotes, their revisions, and the tax rates they take.
import { z } from "zod";
import { AuditEvent } from "@/lib/schemas/audit-event";
import { Contact } from "@/lib/schemas/contact";
import { Document } from "@/lib/schemas/document";
import { ById, ByVersion } from "@/lib/schemas/fields";
import { Mail } from "@/lib/schemas/mail";
import {
  ByRevision,
  CreateQuote,
  DeleteQuoteDraft,
  ListQuotes,
  Quote,
  QuoteLine,
  QuoteRevision,
  QuoteSummary,
  RecordQuoteAnswer,
  ReviseQuote,
  SendQuote,
  UpdateQuoteDraft,
  WithdrawQuote,
} from "@/lib/schemas/quote";
import { QuoteSheet } from "@/lib/schemas/quote-sheet";
import { AddTaxRate, TaxRate, UpdateTaxRate } from "@/lib/schemas/tax-rate";
import { createQuote } from "@/lib/services/quotes/create-quote";
import { deleteQuoteDraft } from "@/lib/services/quotes/delete-quote-draft";
import { getQuote } from "@/lib/services/quotes/get-quote";
import { getQuoteSheet } from "@/lib/services/quotes/get-quote-sheet";
import { listQuotes } from "@/lib/services/quotes/list-quotes";
import { recordQuoteAnswer } from "@/lib/services/quotes/record-quote-answer";
import { reviseQuote } from "@/lib/services/quotes/revise-quote";
import { sendQuote } from "@/lib/services/quotes/send-quote";
import { updateQuoteDraft } from "@/lib/services/quotes/update-quote-draft";
import { withdrawQuote } from "@/lib/services/quotes/withdraw-quote";
import { addTaxRate } from "@/lib/services/tax-rates/add-tax-rate";
import { listTaxRates } from "@/lib/services/tax-rates/list-tax-rates";
import { removeTaxRate } from "@/lib/services/tax-rates/remove-tax-rate";
import { updateTaxRate } from "@/lib/services/tax-rates/update-tax-rate";
import { type Operation, operation } from "./operation";
import { pageOf } from "./shapes";

const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

const QuoteDetail = z.object({
  quote: Quote,
  revisions: list(
    QuoteRevision.extend({
      lines: list(QuoteLine),
      sentToName: z.string().nullable(),
      answeredByName: z.string().nullable(),
      documents: list(Document),
      mail: list(Mail),
    }),
  ).meta({ description: "Newest first." }),
  contacts: list(Contact).meta({ description: "The customer's active contacts." }),
  history: list(AuditEvent),
});

const TAG = "Quotes";
const TAX_TAG = "Tax rates";

export const quoteOperations: readonly Operation[] = [
  operation({
    method: "get",
    path: "/quotes",
    tag: TAG,
    summary: "List quotes, newest first, each with its latest revision",
    verb: listQuotes,
    input: ListQuotes,
    output: pageOf(QuoteSummary),
  }),
  operation({
    method: "post",
    path: "/quotes",
    tag: TAG,
    summary: "Draft a quote for a trunk",
    verb: createQuote,
    input: CreateQuote,
    output: QuoteRevision,
  }),
  operation({
    method: "get",
    path: "/quotes/{id}",
    tag: TAG,
    summary: "Show a quote with its revisions, their lines, documents and mail, and its history",
    verb: getQuote,
    input: ById,
    output: QuoteDetail,
  }),
  operation({
    method: "post",
    path: "/quotes/{id}/revisions",
    tag: TAG,
    summary: "Draft the next revision of a quote from its latest one",
    verb: reviseQuote,
    input: ReviseQuote,
    output: QuoteRevision,
  }),
  operation({
    method: "patch",
    path: "/quote-revisions/{id}",
    tag: TAG,
    summary: "Replace what a draft says: head and lines",
    verb: updateQuoteDraft,
    input: UpdateQuoteDraft,
    output: QuoteRevision,
  }),
  operation({
    method: "delete",
    path: "/quote-revisions/{id}",
    tag: TAG,
    summary: "Delete a draft that was never sent",
    verb: deleteQuoteDraft,
    input: DeleteQuoteDraft,
    output: QuoteRevision,
  }),
  operation({
    method: "get",
    path: "/quote-revisions/{revisionId}/sheet",
    tag: TAG,
    summary: "Show what the customer is shown of a revision",
    verb: getQuoteSheet,
    input: ByRevision,
    output: QuoteSheet,
  }),
  operation({
    method: "post",
    path: "/quote-revisions/{id}/send",
    status: 200,
    tag: TAG,
    summary: "Send a draft to a contact of the customer: it is numbered and frozen",
    verb: sendQuote,
    input: SendQuote,
    output: QuoteRevision,
  }),
  operation({
    method: "post",
    path: "/quote-revisions/{id}/answer",
    status: 200,
    tag: TAG,
    summary: "Record what the customer said to a sent quote",
    verb: recordQuoteAnswer,
    input: RecordQuoteAnswer,
    output: QuoteRevision,
  }),
  operation({
    method: "post",
    path: "/quote-revisions/{id}/withdraw",
    status: 200,
    tag: TAG,
    summary: "Take a sent quote back",
    verb: withdrawQuote,
    input: WithdrawQuote,
    output: QuoteRevision,
  }),
  operation({
    method: "get",
    path: "/tax-rates",
    tag: TAX_TAG,
    summary: "List the tax rates by country",
    verb: listTaxRates,
    input: null,
    output: list(TaxRate),
  }),
  operation({
    method: "post",
    path: "/tax-rates",
    tag: TAX_TAG,
    summary: "Add a country's tax rate",
    verb: addTaxRate,
    input: AddTaxRate,
    output: TaxRate,
  }),
  operation({
    method: "patch",
    path: "/tax-rates/{id}",
    tag: TAX_TAG,
    summary: "Change a tax rate; quotes that were sent keep theirs",
    verb: updateTaxRate,
    input: UpdateTaxRate,
    output: TaxRate,
  }),
  operation({
    method: "delete",
    path: "/tax-rates/{id}",
    tag: TAX_TAG,
    summary: "Remove a tax rate",
    verb: removeTaxRate,
    input: ByVersion,
    output: TaxRate,
  }),
];
