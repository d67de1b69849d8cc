// An audit event: who did what to which row, when, in which place of the chain.
import { z } from "zod";
import { BigCount, filter, Id, Instant, line, pageQuery } from "./fields";

const Json = z.json().nullable();

export const ListAuditEvents = z.strictObject({
  carrierId: filter(Id),
  customerId: filter(Id),
  trunkId: filter(Id),
  entityTable: filter(line({ max: 60 })),
  entityId: filter(line({ max: 60 })),
  actorId: filter(line({ max: 60 })),
  ...pageQuery,
  /** The last row's sequence. */
  cursor: filter(z.string().regex(/^\d{1,18}$/, "is no place in the list")),
});

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
