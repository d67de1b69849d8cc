// What became of a carrier's ACL over time, and how it stood at a moment.
import { z } from "zod";
import { Id, Instant, InstantInput } from "./fields";

export const ListAclHistory = z.strictObject({ carrierId: Id });

export const AclHistoryEvent = z.object({
  at: Instant,
  actorName: z.string(),
  action: z.string(),
  reason: z.string().nullable(),
  added: z.array(z.string()).readonly(),
  removed: z.array(z.string()).readonly(),
});
export type AclHistoryEvent = z.infer<typeof AclHistoryEvent>;

export const AclHistory = z.array(AclHistoryEvent).readonly();

export const GetAclAsOf = z.strictObject({ carrierId: Id, at: InstantInput });

export const AclAsOf = z.object({
  at: Instant,
  blocks: z.array(z.string()).readonly(),
  /** As CSV, which a change of the ACL takes as it is. */
  text: z.string(),
});
export type AclAsOf = z.infer<typeof AclAsOf>;
