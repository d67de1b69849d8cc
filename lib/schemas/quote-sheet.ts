// A quote as it is shown to a customer: the content of its PDF, of its page and of its mail.
import { z } from "zod";
import { Instant } from "./fields";

/** An integer as decimal digits: amounts in minor units outgrow JSON's numbers. */
const digits = z.string().regex(/^\d+$/);

export const QuoteSheet = z.object({
  /** For instance Q-2026-0001, also of a revision; null before it is sent. */
  number: z.string().nullable(),
  revision: z.number().int(),
  issuer: z.object({ legalName: z.string(), legalAddress: z.string() }),
  customer: z.object({ name: z.string(), accountReference: z.string().nullable() }),
  addressee: z.object({ name: z.string(), email: z.string().nullable() }).nullable(),
  trunk: z.object({ name: z.string(), carrierName: z.string() }),
  sentAt: Instant.nullable(),
  validUntil: Instant,
  currency: z.string(),
  currencyScale: z.number().int(),
  lines: z.array(
    z.object({
      position: z.number().int(),
      kind: z.enum(["one_off", "monthly", "usage"]),
      description: z.string(),
      /** Decimal text, for instance 2.5. */
      quantity: z.string(),
      unitPrice: z.string(),
      discountBasisPoints: z.number().int(),
      totalMinor: digits,
    }),
  ),
  subtotalMinor: digits,
  tax: z.object({ country: z.string(), name: z.string(), basisPoints: z.number().int() }),
  taxMinor: digits,
  totalMinor: digits,
  agreedChannels: z.number().int(),
  agreedCallsPerSec: z.number().int(),
  terms: z.string(),
  /** What the price does not cover, a sentence each; "no emergency calls" is always among them. */
  excluded: z.array(z.string()),
});
export type QuoteSheet = z.infer<typeof QuoteSheet>;
