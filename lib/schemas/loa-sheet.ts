// A letter of authorisation: what asks a carrier to confirm that Cradle owns numbers and may show them.
import { z } from "zod";
import { Instant } from "./fields";

export const LoaSheet = z.object({
  reference: z.string(),
  date: Instant,
  issuer: z.object({ legalName: z.string(), legalAddress: z.string() }),
  carrierName: z.string(),
  /** Each number with the customer who uses it, sorted. */
  numbers: z.array(z.object({ e164: z.string(), customerName: z.string() })),
  signallingFqdn: z.string(),
  /** Addresses Cradle sends from. */
  egressAddresses: z.array(z.string()),
  note: z.string(),
  /** The member of staff who submits it. */
  submittedBy: z.string(),
});
export type LoaSheet = z.infer<typeof LoaSheet>;
