// A verification: one Cradle number put to one carrier, in a request of several.
import { z } from "zod";
import { filter, Id, Instant, InstantInput, line, lines, orNull, RowVersion } from "./fields";

export const VerificationState = z.enum(
  ["draft", "submitted", "verified", "rejected", "expired", "revoked", "superseded", "withdrawn"],
  { error: "is not a state of a verification" },
);

export const CreateVerificationRequest = z.strictObject({
  carrierId: Id,
  /** The number on the letter of authorisation. */
  reference: line({ min: 1, max: 60 }),
  numberIds: z.array(Id).min(1, "must name at least one number").max(500, "must name at most 500"),
  note: lines({ max: 2000 }).default(""),
});

export const ChangeVerificationState = z.strictObject({
  id: Id,
  version: RowVersion,
  to: VerificationState,
  /** Only with `verified`: when it begins (left out: now) and ends (null: until revoked). */
  verifiedFrom: filter(InstantInput),
  validUntil: orNull(InstantInput).optional(),
  /** The carrier's reference or reason. */
  note: lines({ max: 2000 }).optional(),
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
  createdById: z.string(),
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type VerificationRequest = z.infer<typeof VerificationRequest>;
