// A quote: its revisions and their lines, as they are typed, stored and shown.
import { z } from "zod";
import { currencyScale } from "@/lib/money/currency";
import {
  type Decimal,
  type DecimalLimits,
  parseDecimal,
  QUANTITY,
  UNIT_PRICE,
} from "@/lib/money/decimal";
import { FileInput } from "./document";
import {
  BigCount,
  Country,
  filter,
  Id,
  Instant,
  InstantInput,
  line,
  lines,
  Reason,
  RowVersion,
  Search,
  wholeNumber,
} from "./fields";
import { Percent } from "./percent";
import { sortedPage } from "./sorting";

const STATES = [
  "draft",
  "sent",
  "accepted",
  "declined",
  "expired",
  "withdrawn",
  "superseded",
] as const;
const QuoteState = z.enum(STATES, { error: `must be one of ${STATES.join(", ")}` });

const LineKind = z.enum(["one_off", "monthly", "usage"], {
  error: "must be one_off, monthly or usage",
});

/** A decimal as text, also in JSON: a float would not say what was meant. */
function decimalText(limits: DecimalLimits) {
  return z
    .string("must be a decimal number in text, such as 12.50")
    .max(40, "must be a plain decimal number such as 12.50")
    .transform((text, context): Decimal => {
      const parsed = parseDecimal(text, limits);
      if (parsed.ok) return parsed.decimal;
      context.addIssue(parsed.message);
      return z.NEVER;
    })
    .meta({
      override: {
        type: "string",
        pattern: `^\\d{1,${limits.wholeDigits}}(\\.\\d{1,${limits.decimals}})?$`,
        description: "A decimal number, for instance 12.345.",
      },
    });
}

const Currency = z
  .string("must be a currency's three letters, such as NZD")
  .trim()
  .toUpperCase()
  .refine((code) => currencyScale(code) !== null, {
    error: "must be a currency's three letters in ISO 4217, such as NZD",
  });

const QuoteLineInput = z.strictObject({
  kind: LineKind,
  description: line({ min: 1, max: 200 }),
  quantity: decimalText(QUANTITY).refine((quantity) => quantity.value > 0n, {
    error: "must be more than nothing",
  }),
  unitPrice: decimalText(UNIT_PRICE),
  discountPercent: filter(Percent),
});
export type QuoteLineInput = z.output<typeof QuoteLineInput>;

const MOST_LINES = 100;

const head = {
  currency: Currency,
  taxCountry: Country,
  agreedChannels: wholeNumber({ min: 1, max: 100_000 }),
  agreedCallsPerSec: wholeNumber({ min: 1, max: 10_000 }),
  validUntil: InstantInput,
  terms: lines({ max: 10_000 }),
  lines: z
    .array(QuoteLineInput, { error: "must be a list of lines" })
    .min(1, "needs at least one line")
    .max(MOST_LINES, `must be at most ${MOST_LINES} lines`),
};

/** Terms that are left out are those of the settings. */
export const CreateQuote = z.strictObject({ trunkId: Id, ...head, terms: head.terms.optional() });

/** Replaces the whole draft. `id` is the revision's. */
export const UpdateQuoteDraft = z.strictObject({ id: Id, version: RowVersion, ...head });
export type QuoteDraftInput = Omit<z.output<typeof UpdateQuoteDraft>, "id" | "version">;

/** `id` is the draft revision's. */
export const SendQuote = z.strictObject({
  id: Id,
  version: RowVersion,
  /** The contact of the customer whom the mail goes to. */
  sentToId: Id,
});

/** `id` is the quote's: its latest revision is copied into a new draft. */
export const ReviseQuote = z.strictObject({ id: Id, reason: filter(Reason) });

/** `id` is the sent revision's. */
export const RecordQuoteAnswer = z.strictObject({
  id: Id,
  version: RowVersion,
  answer: z.enum(["accepted", "declined"], { error: "must be accepted or declined" }),
  /** Who answered; needed where the quote is accepted. */
  contactId: filter(Id),
  /** How the answer came and where it is kept; needed where the quote is accepted. */
  note: lines({ max: 2000 }).default(""),
});

/** `id` is the sent revision's. */
export const WithdrawQuote = z.strictObject({
  id: Id,
  version: RowVersion,
  reason: filter(Reason),
});

export const DeleteQuoteDraft = z.strictObject({
  id: Id,
  version: RowVersion,
  reason: filter(Reason),
});

/** What names one revision: for its sheet and its PDF. */
export const ByRevision = z.strictObject({ revisionId: Id });

export const ListQuotes = z.strictObject({
  /** A number, or words of customer or trunk. */
  search: Search.optional(),
  /** Quotes with a revision in this state. */
  state: filter(QuoteState),
  customerId: filter(Id),
  trunkId: filter(Id),
  ...sortedPage(["created", "customer", "trunk"]),
});

export const QuoteRevision = z.object({
  id: Id,
  quoteId: Id,
  /** For instance Q-2026-0001; null before the quote is first sent. */
  number: z.string().nullable(),
  revision: z.number(),
  state: QuoteState,
  trunkId: Id,
  carrierId: Id,
  customerId: Id,
  currency: z.string(),
  /** Decimals of the currency's minor unit. */
  currencyScale: z.number(),
  taxCountry: z.string(),
  taxName: z.string(),
  taxBasisPoints: z.number(),
  subtotalMinor: BigCount,
  taxMinor: BigCount,
  totalMinor: BigCount,
  agreedChannels: z.number(),
  agreedCallsPerSec: z.number(),
  validUntil: Instant,
  terms: z.string(),
  sentAt: Instant.nullable(),
  sentToId: z.string().nullable(),
  sentById: z.string().nullable(),
  sentByName: z.string(),
  answeredAt: Instant.nullable(),
  answeredById: z.string().nullable(),
  answerNote: z.string(),
  answerRecordedById: z.string().nullable(),
  /** The PDF, once it is drawn. */
  documentId: z.string().nullable(),
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type QuoteRevision = z.infer<typeof QuoteRevision>;

export const QuoteLine = z.object({
  id: Id,
  position: z.number(),
  kind: LineKind,
  description: z.string(),
  quantity: z.string(),
  unitPrice: z.string(),
  discountPercent: z.string(),
  discountBasisPoints: z.number(),
  totalMinor: BigCount,
});
export type QuoteLine = z.infer<typeof QuoteLine>;

/** A quote with the names of what it is about. */
export const Quote = z.object({
  id: Id,
  number: z.string().nullable(),
  trunkId: Id,
  trunkName: z.string(),
  carrierId: Id,
  carrierName: z.string(),
  customerId: Id,
  customerName: z.string(),
  customerAccountReference: z.string().nullable(),
  createdAt: Instant,
});
export type Quote = z.infer<typeof Quote>;

export const QuoteSummary = Quote.extend({
  latest: QuoteRevision,
  /** The revision that the customer can accept or has accepted, where it is not the latest. */
  standing: QuoteRevision.nullable(),
});
export type QuoteSummary = z.infer<typeof QuoteSummary>;

/** The PDF of a sent revision, from the job worker. */
export const AttachQuotePdf = z.strictObject({ revisionId: Id, file: FileInput });
