// Staff, their sign-in and their sessions.
import { z } from "zod";
import { ROLES } from "@/lib/auth/actor";
import { Flag, Id, Instant, line, orNull, RowVersion } from "./fields";

export const Role = z.enum(ROLES, { error: `must be one of ${ROLES.join(", ")}` });

const Email = z
  .string("must be an e-mail address")
  .trim()
  .max(254, "must be an e-mail address")
  .pipe(z.email("must be an e-mail address"));

/** A password as set: NIST SP 800-63B asks for length, not for a mixture of signs. */
const NewPassword = z
  .string("must be at least 12 characters long")
  .min(12, "must be at least 12 characters long")
  .max(200, "must be at most 200 characters long");

export const InviteStaff = z.strictObject({
  email: Email,
  name: line({ min: 1, max: 100 }),
  role: Role,
  /** Null: signs in with SSO only. */
  password: orNull(NewPassword).default(null),
  /** A first password is made, and is in the answer this once. */
  makePassword: Flag.default(false),
  isDemo: z.boolean().default(false),
});

export const ChangeRole = z.strictObject({ id: Id, version: RowVersion, role: Role });

export const StaffUser = z.object({
  id: Id,
  email: z.string(),
  name: z.string(),
  role: Role,
  ssoIssuer: z.string().nullable(),
  ssoSubject: z.string().nullable(),
  isDemo: z.boolean(),
  disabledAt: Instant.nullable(),
  lastSignInAt: Instant.nullable(),
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type StaffUser = z.infer<typeof StaffUser>;

export const AuthenticatePassword = z.strictObject({
  email: line({ max: 254 }),
  password: z.string().max(1000),
  /** The socket's address, or the one that a configured proxy of ours reports. */
  address: z.string().max(64),
});

export const MatchSsoIdentity = z.strictObject({
  /** `iss`; for Entra the tenant is part of it. */
  issuer: line({ min: 1, max: 500 }),
  /** `sub`; for Entra the object id. */
  subject: line({ min: 1, max: 255 }),
  email: line({ max: 254 }),
  emailVerified: z.boolean(),
  /** The installation's setting, never the provider's word. */
  allowedDomains: z.array(z.string()),
});

export const CreateSession = z.strictObject({
  userId: Id,
  address: z.string().max(64).nullable().default(null),
  userAgent: line({ max: 1000 }).nullable().default(null),
});

export const SessionRef = z.strictObject({ sessionId: Id });
