// A verification: one Cradle number put to one carrier, in a request of several.
import { z } from "zod";
import { VERIFICATION_REQUEST_STATES } from "@/lib/lifecycle/verification-request";
import { checkE164, type E164 } from "@/lib/telephony/e164";
import { Document } from "./document";
import {
  Flag,
  filter,
  Id,
  Instant,
  InstantInput,
  line,
  lines,
  orNull,
  RowVersion,
  Search,
} from "./fields";
import { sortedPage } from "./sorting";

export const VerificationState = z.enum(
  ["draft", "submitted", "verified", "rejected", "expired", "revoked", "superseded", "withdrawn"],
  { error: "is not a state of a verification" },
);

/** Numbers in one request. */
export const LARGEST_REQUEST = 500;
const TOO_MANY = `must name at most ${LARGEST_REQUEST}`;
const note = lines({ max: 2000 });

/** A list, or a text with one number a line. */
const E164List = z
  .union([z.array(z.string()), z.string()], { error: "must be a list of numbers" })
  .transform((value, context): E164[] => {
    const texts = (typeof value === "string" ? value.split(/[\r\n,;]+/) : value)
      .map((text) => text.trim())
      .filter((text) => text !== "");
    if (texts.length > LARGEST_REQUEST) {
      context.addIssue(TOO_MANY);
      return z.NEVER;
    }
    const checked = [...new Set(texts)].map((text) => checkE164(text));
    for (const number of checked) if (!number.ok) context.addIssue(number.message);
    return checked.flatMap((number) => (number.ok ? number.value : []));
  })
  .meta({ override: { type: "array", items: { type: "string" } } });

export const CreateVerificationRequest = z.strictObject({
  carrierId: Id,
  /** The number on the letter of authorisation. */
  reference: line({ min: 1, max: 60 }),
  /** The numbers by id, in E.164 form, or both. */
  numberIds: z.array(Id).max(LARGEST_REQUEST, TOO_MANY).default([]),
  numbers: E164List.default([]),
  /** Stands on the letter. */
  note: note.default(""),
});

/** Sends every draft of a request to its carrier, in one letter. */
export const SubmitVerificationRequest = z.strictObject({
  id: Id,
  version: RowVersion,
  /** A contact of the carrier whom the letter is mailed to; left out: it is only kept for download. */
  contactId: filter(Id),
});

/** Takes back all of a request that the carrier has not answered. */
export const WithdrawVerificationRequest = z.strictObject({
  id: Id,
  version: RowVersion,
  note: note.optional(),
});

const Answer = z.enum(["verified", "rejected"], { error: "must be verified or rejected" });

const answerFields = {
  to: filter(Answer),
  /** Left out: from now. */
  verifiedFrom: filter(InstantInput),
  /** Null: until revoked. */
  validUntil: orNull(InstantInput).optional(),
  /** The carrier's reference or reason. */
  note: note.optional(),
};

/** What a carrier answered of many items; what an item does not say itself is as the answer says for all. */
export const AnswerVerificationItems = z.strictObject({
  ...answerFields,
  items: z
    .array(z.strictObject({ id: Id, version: RowVersion, ...answerFields }))
    .min(1, "must name at least one number")
    .max(LARGEST_REQUEST, TOO_MANY),
});
export type AnswerVerificationItems = z.output<typeof AnswerVerificationItems>;

const VerificationRequestState = z.enum(VERIFICATION_REQUEST_STATES, {
  error: "is not a state of a verification request",
});

export const ListVerificationRequests = z.strictObject({
  carrierId: filter(Id),
  /** Those that ask for a number of this customer. */
  customerId: filter(Id),
  state: filter(VerificationRequestState),
  /** Only those with a verification that ends within so many days. */
  expiring: Flag.optional(),
  /** Words of the reference, or digits of a number. */
  search: Search.optional(),
  ...sortedPage(["created", "reference", "carrier", "submitted"]),
});
export const EXPIRING_DAYS = 30;

export const ChangeVerificationState = z.strictObject({
  id: Id,
  version: RowVersion,
  to: VerificationState,
  /** Only with `verified`: when it begins (left out: now) and ends (null: until revoked). */
  verifiedFrom: filter(InstantInput),
  validUntil: orNull(InstantInput).optional(),
  /** The carrier's reference or reason. */
  note: note.optional(),
});

export const VerificationItem = z.object({
  id: Id,
  requestId: Id,
  carrierId: Id,
  numberId: Id,
  state: VerificationState,
  verifiedFrom: Instant.nullable(),
  validUntil: Instant.nullable(),
  outcomeNote: z.string(),
  decidedById: z.string().nullable(),
  decidedAt: Instant.nullable(),
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type VerificationItem = z.infer<typeof VerificationItem>;

export const VerificationRequest = z.object({
  id: Id,
  carrierId: Id,
  reference: z.string(),
  note: z.string(),
  submittedAt: Instant.nullable(),
  submittedById: z.string().nullable(),
  submittedByName: z.string(),
  /** The contact whom the letter is mailed to. */
  sentToId: z.string().nullable(),
  createdById: z.string(),
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type VerificationRequest = z.infer<typeof VerificationRequest>;

/** A request in a list. */
export const VerificationRequestSummary = VerificationRequest.extend({
  carrierName: z.string(),
  state: VerificationRequestState,
  /** Numbers in it, and how many of them may be shown today. */
  items: z.number(),
  verified: z.number(),
  /** When the first of its verifications ends. */
  firstEnds: Instant.nullable(),
});
export type VerificationRequestSummary = z.infer<typeof VerificationRequestSummary>;

/** An item with its number. */
export const NumberedItem = VerificationItem.extend({
  e164: z.string(),
  /** Whether the number is in use. */
  active: z.boolean(),
  customerId: Id,
  customerName: z.string(),
});
export type NumberedItem = z.infer<typeof NumberedItem>;

export const VerificationRequestDetail = z.object({
  request: VerificationRequest,
  carrierName: z.string(),
  /** The contact whom the letter is mailed to. */
  sentToName: z.string().nullable(),
  state: VerificationRequestState,
  /** In the order of their digits. */
  items: z.array(NumberedItem).readonly(),
  /** The letter and the evidence. */
  documents: z.array(Document).readonly(),
});
export type VerificationRequestDetail = z.infer<typeof VerificationRequestDetail>;
