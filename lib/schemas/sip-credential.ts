// A SIP credential as it may be shown: never its password, never what is kept of it.
import { z } from "zod";
import { Id, Instant } from "./fields";

export const SipCredential = z.object({
  id: Id,
  carrierId: Id,
  username: z.string(),
  realm: z.string(),
  state: z.enum(["active", "retiring", "revoked"]),
  retiresAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
  handedOverTo: z.string(),
  handedOverVia: z.string(),
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type SipCredential = z.infer<typeof SipCredential>;
