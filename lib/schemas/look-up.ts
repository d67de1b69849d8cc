// Support's look-up: what a number is, where it may be shown, by which proof, and what is pending.
import { z } from "zod";
import { CallRecord } from "./call";
import { Document } from "./document";
import { Country, filter, Id, Instant } from "./fields";
import { PhoneNumber } from "./phone-number";
import { VerificationState } from "./verification";

export const LookUpNumber = z.strictObject({
  /** A number in any format, also with text around it. */
  q: z
    .string("must be a number in any format")
    .trim()
    .min(1, "must not be empty")
    .max(500, "must be at most 500 characters long"),
  /** Whose national forms are meant; left out: those of all carriers and customers. */
  country: filter(Country),
});

/** One putting of the number to a carrier. */
const Proof = z.object({
  itemId: Id,
  /** As of now: a verification that has ended is `expired`, marked or not. */
  state: VerificationState,
  requestId: Id,
  reference: z.string(),
  submittedAt: Instant.nullable(),
  verifiedFrom: Instant.nullable(),
  validUntil: Instant.nullable(),
  note: z.string(),
  decidedAt: Instant.nullable(),
  /** The letter and the evidence of its request. */
  documents: z.array(Document).readonly(),
});
export type Proof = z.infer<typeof Proof>;

/** Whether the number may be shown on a carrier, and why. */
const Place = z.object({
  carrierId: Id,
  carrierName: z.string(),
  /** May be the A-number of this customer's calls to this carrier now: the sip-agent's rule 15 says so. */
  mayBeShown: z.boolean(),
  /** Since and until when it may be; null: no end, or not at all. */
  since: Instant.nullable(),
  until: Instant.nullable(),
  trunks: z
    .array(
      z.object({
        id: Id,
        name: z.string(),
        state: z.string(),
        mayBeShown: z.boolean(),
        /** Row that rule 15 rests on: the BYOC number, or the verification. */
        because: z.object({ table: z.string(), id: z.string() }).nullable(),
      }),
    )
    .readonly(),
  /** The verification that holds; of a BYOC number none is needed. */
  proof: Proof.nullable(),
  /** Drawn up, or with the carrier. */
  pending: z.array(Proof).readonly(),
  /** Refused, expired, revoked, superseded or withdrawn: newest first. */
  past: z.array(Proof).readonly(),
});
export type Place = z.infer<typeof Place>;

const NumberAnswer = z.object({
  e164: z.string(),
  /** Null for a number that belongs to no country. */
  country: z.string().nullable(),
  /** Null for a number that is not stored. */
  number: PhoneNumber.extend({
    carrierName: z.string().nullable(),
    customerName: z.string(),
    trunkName: z.string().nullable(),
  }).nullable(),
  places: z.array(Place).readonly(),
  /** The last few calls with it as A- or B-number. */
  calls: z.array(CallRecord).readonly(),
});
export type NumberAnswer = z.infer<typeof NumberAnswer>;

export const NumberLookUp = z.object({
  query: z.string(),
  /** One for each number that may be meant; numbers that are stored stand first. */
  answers: z.array(NumberAnswer).readonly(),
});
export type NumberLookUp = z.infer<typeof NumberLookUp>;
