// A SIP credential as it may be shown: never its password, never what is kept of it.
import { z } from "zod";
import { filter, Id, Instant, InstantInput, line, pageQuery, Reason, RowVersion } from "./fields";

const CredentialState = z.enum(["active", "retiring", "revoked"], {
  error: "must be active, retiring or revoked",
});

/** Letters, digits and three marks: safe in a digest, in a configuration file, and read aloud. */
const Username = z
  .string("must be text")
  .trim()
  .refine((text) => /^[A-Za-z0-9._-]{3,64}$/.test(text), {
    error: "must be 3 to 64 letters, digits, dots, hyphens or underscores",
  });

export const IssueCredential = z.strictObject({
  carrierId: Id,
  /** Left out, one is drawn. */
  username: filter(Username),
});

export const RetireCredential = z.strictObject({
  id: Id,
  version: RowVersion,
  /** Accepted until then; left out, seven days from now. */
  retiresAt: filter(InstantInput),
});

export const RevokeCredential = z.strictObject({
  id: Id,
  version: RowVersion,
  reason: filter(Reason),
});

export const NoteCredentialHandOver = z.strictObject({
  id: Id,
  version: RowVersion,
  /** The person or desk that was given the password. */
  handedOverTo: line({ min: 1, max: 200 }),
  /** By which channel, other than the one that carries the username. */
  handedOverVia: line({ min: 1, max: 200 }),
  /** When that was; left out, now. */
  handedOverAt: filter(InstantInput),
});

export const ListCredentials = z.strictObject({
  carrierId: filter(Id),
  state: filter(CredentialState),
  ...pageQuery,
});

export const SipCredential = z.object({
  id: Id,
  carrierId: Id,
  username: z.string(),
  realm: z.string(),
  state: CredentialState,
  retiresAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
  handedOverTo: z.string(),
  handedOverVia: z.string(),
  handedOverAt: Instant.nullable(),
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type SipCredential = z.infer<typeof SipCredential>;

export const CredentialInUse = SipCredential.extend({
  /** When an agent last accepted it; null where none has. */
  lastUsedAt: Instant.nullable(),
  /** Calls that it let in within the last day, to the hour. */
  callsLastDay: z.number(),
});
export type CredentialInUse = z.infer<typeof CredentialInUse>;

/** The one answer that carries a password. */
export const IssuedCredential = z.object({
  credential: SipCredential,
  password: z.string().meta({ description: "Shown this once: it is not stored." }),
});
export type IssuedCredential = z.infer<typeof IssuedCredential>;
