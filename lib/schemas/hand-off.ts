// Hand-off sheets as they are sent to a carrier, and the carrier's word on them.
import { z } from "zod";
import { FileInput } from "./document";
import { EXCHANGE_CHANNELS } from "./exchange";
import { Flag, filter, Id, Instant, InstantInput, lines, pageQuery } from "./fields";
import { HandOffSheet } from "./hand-off-sheet";

const Channel = z.enum(EXCHANGE_CHANNELS, {
  error: "must be email, phone, meeting, portal or other",
});

export const SendHandOff = z.strictObject({
  carrierId: Id,
  /** Whom the mail with the PDF goes to. */
  contactId: Id,
  /** A few words for the exchange log. */
  note: lines({ max: 2000 }).default(""),
});

export const AcknowledgeHandOff = z.strictObject({
  handOffVersionId: Id,
  contactId: Id,
  /** Left out: now. */
  acknowledgedAt: filter(InstantInput),
  /** The carrier's word that it allows the FQDN and every egress address of this version. */
  allowsFqdnAndEgress: Flag.default(false),
  channel: Channel.default("email"),
  /** What shows it: the carrier's own words, or where they are kept. */
  note: lines({ max: 2000 }).default(""),
});

export const ListHandOffs = z.strictObject({ carrierId: Id, ...pageQuery });

export const HandOffById = z.strictObject({ handOffVersionId: Id });

export const AttachHandOffPdf = z.strictObject({ handOffVersionId: Id, file: FileInput });

export const HandOffAcknowledgement = z.object({
  id: Id,
  handOffVersionId: Id,
  contactId: Id,
  contactName: z.string(),
  allowsFqdnAndEgress: z.boolean(),
  note: z.string(),
  recordedById: z.string(),
  acknowledgedAt: Instant,
});
export type HandOffAcknowledgement = z.infer<typeof HandOffAcknowledgement>;

export const HandOffVersion = z.object({
  id: Id,
  carrierId: Id,
  number: z.number(),
  content: HandOffSheet,
  createdById: z.string(),
  createdByName: z.string(),
  createdAt: Instant,
  sentAt: Instant.nullable(),
  sentToId: z.string().nullable(),
  sentToName: z.string().nullable(),
  /** The contact's address when it was sent: whoever is edited meanwhile gets no sheet by surprise. */
  sentToAddress: z.string().nullable(),
  /** A few words for the exchange log. */
  note: z.string(),
  /** The PDF; null until the job worker has drawn it. */
  documentId: z.string().nullable(),
  /** Latest first. */
  acknowledgements: z.array(HandOffAcknowledgement),
});
export type HandOffVersion = z.infer<typeof HandOffVersion>;

export const HandOffDraft = z.object({
  /** Null while there are no platform settings to fill it from. */
  sheet: HandOffSheet.nullable(),
  /** What stands in the way of sending it. */
  missing: z.array(z.object({ code: z.string(), message: z.string() })).readonly(),
  /** The version that the carrier last acknowledged. */
  acknowledgedNumber: z.number().nullable(),
  /** What is different from that version, a sentence each; empty where there is none. */
  changes: z.array(z.string()).readonly(),
  /** Whether the carrier's word covers the FQDN and every egress address of now. */
  carrierAllowsEgress: z.boolean(),
});
export type HandOffDraft = z.infer<typeof HandOffDraft>;
