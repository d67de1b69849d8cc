// A bearer token of the REST interface.
import { z } from "zod";
import { TOKEN_SCOPES } from "@/lib/auth/token-scopes";
import { filter, Id, Instant, InstantInput, line } from "./fields";
import { Role } from "./staff";

export const CreateToken = z.strictObject({
  name: line({ min: 1, max: 60 }),
  role: Role,
  /** Empty: all that the role may do. `read`, or areas such as `quote`: no more than these. */
  scopes: z
    .array(z.enum(TOKEN_SCOPES, { error: `must be of ${TOKEN_SCOPES.join(", ")}` }))
    .max(TOKEN_SCOPES.length, "names a scope twice")
    .transform((scopes) => [...new Set(scopes)])
    .default([]),
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
