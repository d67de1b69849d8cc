// An audit event: who did what to which row, when, in which place of the chain.
import { z } from "zod";
import {
  BigCount,
  Flag,
  filter,
  Id,
  Instant,
  InstantInput,
  line,
  pageQuery,
  wholeNumber,
} from "./fields";

const Json = z.json().nullable();

const FILTERS = {
  carrierId: filter(Id),
  customerId: filter(Id),
  trunkId: filter(Id),
  entityTable: filter(line({ max: 60 })),
  entityId: filter(line({ max: 60 })),
  actorId: filter(line({ max: 60 })),
  action: filter(line({ max: 60 })),
  /** In what was done, by whom, to what, and why. */
  search: filter(
    line({ max: 100 }).refine((text) => text.length === 0 || text.length >= 3, {
      error: "must be at least 3 characters long",
    }),
  ),
  from: filter(InstantInput),
  /** Before this moment. */
  until: filter(InstantInput),
};

export const ListAuditEvents = z.strictObject({
  ...FILTERS,
  ...pageQuery,
  /** The last row's sequence. */
  cursor: filter(z.string().regex(/^\d{1,18}$/, "is no place in the list")),
});

export const ExportAuditEvents = z.strictObject({
  ...FILTERS,
  format: z.enum(["csv", "jsonl"], { error: "must be csv or jsonl" }).default("csv"),
});
export type ExportAuditEvents = z.infer<typeof ExportAuditEvents>;

export const VerifyAuditChain = z.strictObject({
  /** Sequence of the last event that was looked at before. */
  cursor: filter(z.string().regex(/^\d{1,18}$/, "is no place in the chain")),
  /** Events looked at in one go. */
  limit: wholeNumber({ min: 1, max: 200_000 }).default(50_000),
});

export const ChainState = z.object({
  /** Of the events looked at in this go. */
  intact: z.boolean(),
  /** Number of events up to where it was looked, a decimal string. */
  events: z.string(),
  /** Number that the chain has now, a decimal string. */
  total: z.string(),
  /** Sequence of the first event whose number, predecessor or hash does not fit; null when all do. */
  firstBroken: z.string().nullable(),
  /** Where to go on; null at the end, and where something is broken. */
  nextCursor: z.string().nullable(),
});
export type ChainState = z.infer<typeof ChainState>;

export const VerifyAuditTrail = z.strictObject({
  /** From the first event on, not from where it was verified last. */
  whole: Flag.default(false),
});

/** Up to where the chain held, when someone looked. */
export const AuditCheckpoint = z.object({
  /** Of the last event that was looked at, a decimal string. */
  sequence: z.string(),
  /** That event's hash, in hexadecimal digits. */
  hash: z.string(),
  /** Whether it was computed from the first event on. */
  isWhole: z.boolean(),
  at: Instant,
  actorName: z.string(),
});
export type AuditCheckpoint = z.infer<typeof AuditCheckpoint>;

export const AuditCheckpoints = z.object({
  latest: AuditCheckpoint.nullable(),
  latestWhole: AuditCheckpoint.nullable(),
  /** What was found broken since it was last verified as a whole. */
  broken: z.object({ firstBroken: z.string(), at: Instant, actorName: z.string() }).nullable(),
});
export type AuditCheckpoints = z.infer<typeof AuditCheckpoints>;

export const AuditVerification = z.object({
  intact: z.boolean(),
  /** Sequence of the first event that was computed, a decimal string. */
  from: z.string(),
  /** Of the last one. */
  sequence: z.string(),
  hash: z.string(),
  isWhole: z.boolean(),
  /** Sequence of the first event whose number, predecessor or hash does not fit; null when all do. */
  firstBroken: z.string().nullable(),
});
export type AuditVerification = z.infer<typeof AuditVerification>;

/** What audit events can be filtered by. */
export const AuditChoices = z.object({
  actions: z.array(z.string()),
  tables: z.array(z.string()),
});
export type AuditChoices = z.infer<typeof AuditChoices>;

export const AuditEvent = z.object({
  sequence: BigCount,
  id: Id,
  at: Instant,
  actorKind: z.enum(["staff", "token", "agent", "system"]),
  actorId: z.string(),
  actorName: z.string(),
  action: z.string(),
  entityTable: z.string(),
  entityId: z.string(),
  carrierId: z.string().nullable(),
  customerId: z.string().nullable(),
  trunkId: z.string().nullable(),
  before: Json,
  after: Json,
  reason: z.string().nullable(),
  requestId: z.string(),
});
export type AuditEvent = z.infer<typeof AuditEvent>;
