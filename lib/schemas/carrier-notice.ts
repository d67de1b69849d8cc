// A notice to a carrier: what changes of the name and addresses it allows Cradle by, and its answer.
import { z } from "zod";
import { EXCHANGE_CHANNELS } from "./exchange";
import { Flag, filter, Id, Instant, InstantInput, line, lines, RowVersion } from "./fields";
import { sortedPage } from "./sorting";

export const NoticeKind = z.enum([
  "egress_address_added",
  "egress_address_removed",
  "egress_address_changed",
  "fqdn_changed",
  "hand_off_changed",
]);
export type NoticeKind = z.infer<typeof NoticeKind>;

/**
 * `open`: not acknowledged; `overdue`: nor in time; `received`: acknowledged, and not done yet; `done`: the carrier's own
 * access list follows the change; `overtaken`: a later notice on the same thing has taken its place.
 */
const NOTICE_STATES = ["open", "overdue", "received", "done", "overtaken"] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

export const ListNotices = z.strictObject({
  carrierId: filter(Id),
  state: filter(
    z.enum(NOTICE_STATES, { error: "must be open, overdue, received, done or overtaken" }),
  ),
  kind: filter(NoticeKind),
  /** An egress address or a name, whole. */
  subject: filter(line({ max: 253 })),
  ...sortedPage(["due", "carrier", "subject", "sent", "created"]),
});

const Channel = z.enum(EXCHANGE_CHANNELS, {
  error: "must be email, phone, meeting, portal or other",
});

export const AcknowledgeNotice = z.strictObject({
  id: Id,
  version: RowVersion,
  /** Whose word it is. */
  contactId: Id,
  /** Left out: now. */
  acknowledgedAt: filter(InstantInput),
  /** The carrier's own access list follows the change; without it the notice was received, no more. */
  allows: Flag.default(false),
  channel: Channel.default("email"),
  /** What shows it: the carrier's own words, or where they are kept. */
  note: lines({ max: 2000 }).default(""),
});

/** One notice, or all that wait for an answer. */
export const RemindCarriers = z.strictObject({ id: filter(Id) });

export const CarrierNotice = z.object({
  id: Id,
  carrierId: Id,
  kind: NoticeKind,
  /** An egress address or a signalling FQDN. */
  subject: z.string(),
  body: z.string(),
  effectiveAt: Instant.nullable(),
  dueAt: Instant.nullable(),
  createdById: z.string().nullable(),
  createdByName: z.string(),
  /** Null while the carrier has nobody to mail it to. */
  sentAt: Instant.nullable(),
  remindedAt: Instant.nullable(),
  reminders: z.number(),
  acknowledgedAt: Instant.nullable(),
  acknowledgedById: z.string().nullable(),
  allows: z.boolean(),
  note: z.string(),
  recordedByName: z.string(),
  overtakenAt: Instant.nullable(),
  version: z.number(),
  createdAt: Instant,
});
export type CarrierNotice = z.infer<typeof CarrierNotice>;

export const NamedNotice = CarrierNotice.extend({
  carrierName: z.string(),
  acknowledgedByName: z.string().nullable(),
});
export type NamedNotice = z.infer<typeof NamedNotice>;

/** How many were reminded, and who could not be. */
export const ReminderResult = z.object({
  reminded: z.number(),
  /** Reminded less than a day ago. */
  tooSoon: z.number(),
  /** Carriers without a contact to mail to. */
  unreachable: z.number(),
});
export type ReminderResult = z.infer<typeof ReminderResult>;

export const NoticeSummary = z.object({
  /** Carriers that a hand-off sheet was sent to: they are told of changes. */
  toldCarriers: z.number(),
  open: z.number(),
  overdue: z.number(),
  /** Egress address or name → carriers whose own access list does not follow yet. */
  waiting: z.record(z.string(), z.number()),
});
export type NoticeSummary = z.infer<typeof NoticeSummary>;

/** How a notice stands. */
export function noticeState(
  notice: Pick<CarrierNotice, "overtakenAt" | "acknowledgedAt" | "allows" | "dueAt">,
  now: Date,
): NoticeState {
  if (notice.overtakenAt !== null) return "overtaken";
  if (notice.acknowledgedAt !== null) return notice.allows ? "done" : "received";
  return notice.dueAt !== null && notice.dueAt < now ? "overdue" : "open";
}
