// An exchange: what was sent to or received from a carrier or customer, when, and by whom. Never changed afterwards.
import { z } from "zod";
import { filter, Id, Instant, InstantInput, line, lines, pageQuery } from "./fields";

const EXCHANGE_DIRECTIONS = ["sent", "received"] as const;
export const EXCHANGE_CHANNELS = ["email", "phone", "meeting", "portal", "other"] as const;

const ExchangeDirection = z.enum(EXCHANGE_DIRECTIONS, { error: "must be sent or received" });
const ExchangeChannel = z.enum(EXCHANGE_CHANNELS, {
  error: "must be email, phone, meeting, portal or other",
});

/** Of exactly one of both: the verb says so in words. */
const owner = { carrierId: filter(Id), customerId: filter(Id) };

export const RecordExchange = z.strictObject({
  ...owner,
  /** Somebody of the same carrier or customer. */
  contactId: filter(Id),
  direction: ExchangeDirection,
  channel: ExchangeChannel,
  subject: line({ min: 1, max: 200 }),
  body: lines({ max: 20_000 }).default(""),
  /** Left out: now. */
  happenedAt: filter(InstantInput),
});

export const ListExchanges = z.strictObject({ ...owner, ...pageQuery });

export const Exchange = z.object({
  id: Id,
  carrierId: z.string().nullable(),
  customerId: z.string().nullable(),
  contactId: z.string().nullable(),
  direction: ExchangeDirection,
  channel: ExchangeChannel,
  subject: z.string(),
  body: z.string(),
  happenedAt: Instant,
  staffId: z.string(),
  staffName: z.string(),
  createdAt: Instant,
});
export type Exchange = z.infer<typeof Exchange>;

export const NamedExchange = Exchange.extend({
  contactName: z.string().nullable(),
  documents: z.array(z.object({ id: Id, fileName: z.string() })),
});
export type NamedExchange = z.infer<typeof NamedExchange>;
