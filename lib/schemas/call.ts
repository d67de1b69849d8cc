// Calls as the sip-agents recorded them, and the addresses that knocked without being known.
import { z } from "zod";
import { BigCount, filter, Id, Instant, InstantInput, line } from "./fields";
import { Transport } from "./gateway";
import { sortedPage } from "./sorting";

export const Direction = z.enum(["termination", "origination"], {
  error: "must be termination or origination",
});

/** A call with a password begins with a challenge (407), which is a record of its own. */
const ShownChallenges = z.enum(["unanswered", "all"], { error: "must be unanswered or all" });

export const ListCalls = z.strictObject({
  carrierId: filter(Id),
  customerId: filter(Id),
  trunkId: filter(Id),
  direction: filter(Direction),
  rule: filter(line({ max: 60 })),
  /** A- or B-number as received. */
  number: filter(line({ max: 40 })),
  callId: filter(line({ max: 255 })),
  startedFrom: filter(InstantInput),
  startedUntil: filter(InstantInput),
  /**
   * Left out: without the challenges that the carrier's next request answered, so that a call is one line; with a rule
   * named, all that it decided.
   */
  challenges: filter(ShownChallenges),
  ...sortedPage(["started"]),
});

/** Of a trunk or of a carrier: exactly one. */
export const CountOpenCalls = z
  .strictObject({ trunkId: filter(Id), carrierId: filter(Id) })
  .refine(({ trunkId, carrierId }) => (trunkId === undefined) !== (carrierId === undefined), {
    path: ["trunkId"],
    error: "name a trunk or a carrier, one of both",
  });

export const OpenCalls = z.object({ calls: z.number(), at: Instant });
export type OpenCalls = z.infer<typeof OpenCalls>;

export const CallRecord = z.object({
  id: Id,
  agentId: Id,
  configVersion: BigCount,
  direction: Direction.nullable(),
  carrierId: z.string().nullable(),
  customerId: z.string().nullable(),
  trunkId: z.string().nullable(),
  callId: z.string(),
  sourceAddress: z.string(),
  sourcePort: z.number(),
  transport: Transport,
  requestUri: z.string(),
  userAgent: z.string(),
  aReceived: z.string().nullable(),
  bReceived: z.string().nullable(),
  aSent: z.string().nullable(),
  bSent: z.string().nullable(),
  assertedReceived: z.array(z.string()),
  anonymous: z.boolean(),
  rule: z.string(),
  action: z.string(),
  status: z.number().nullable(),
  reason: z.string(),
  trace: z.json(),
  becauseTable: z.string().nullable(),
  becauseId: z.string().nullable(),
  attempts: z.json(),
  startedAt: Instant,
  ringingAt: Instant.nullable(),
  answeredAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  postDialDelayMs: z.number().nullable(),
  endedBy: z.string().nullable(),
  complete: z.boolean(),
  sampled: z.boolean(),
});
export type CallRecord = z.infer<typeof CallRecord>;

/** Whose call it was and who decided it, by today's names; null for what is gone, or was never known. */
const CallNames = z.object({
  carrierName: z.string().nullable(),
  customerName: z.string().nullable(),
  trunkName: z.string().nullable(),
  agentName: z.string().nullable(),
});
export type CallNames = z.infer<typeof CallNames>;

export const NamedCall = CallRecord.extend(CallNames.shape);
export type NamedCall = z.infer<typeof NamedCall>;

export const ListUnknownSources = z.strictObject({
  ...sortedPage(["seen", "first", "address", "datagrams"]),
});

export const UnknownSource = z.object({
  address: z.string(),
  firstSeenAt: Instant,
  lastSeenAt: Instant,
  datagrams: BigCount,
  lastTransport: Transport,
  lastMethod: z.string(),
  lastRequestUri: z.string(),
  lastUserAgent: z.string(),
});
export type UnknownSource = z.infer<typeof UnknownSource>;
