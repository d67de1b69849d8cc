// A bearer token of the REST interface.
import { z } from "zod";
import { filter, Id, Instant, InstantInput, line } from "./fields";
import { Role } from "./staff";

export const CreateToken = z.strictObject({
  name: line({ min: 1, max: 60 }),
  role: Role,
  expiresAt: filter(InstantInput),
});

export const AuthenticateToken = z.strictObject({ secret: z.string().max(200) });

export const ApiToken = z.object({
  id: Id,
  name: z.string(),
  role: Role,
  scopes: z.array(z.string()),
  /** First characters, to tell tokens apart. */
  prefix: z.string(),
  createdById: z.string(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  expiresAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
  version: z.number(),
});
export type ApiToken = z.infer<typeof ApiToken>;
