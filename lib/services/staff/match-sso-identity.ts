// Finds the member of staff that an identity provider vouches for.
import { Unauthenticated } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";
import { MatchSsoIdentity, type StaffUser } from "@/lib/schemas/staff";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";

/**
 * Identity is issuer and subject. The e-mail address counts once, to link an invited account at its first sign-in, and
 * then only a verified one. `allowedDomains` is the installation's setting. Throws `Unauthenticated`.
 */
export async function matchSsoIdentity(ctx: Context, raw: unknown): Promise<StaffUser> {
  requirePermission(ctx.actor, "session.open");
  const { issuer, subject, email, emailVerified, allowedDomains } = parseInput(
    MatchSsoIdentity,
    raw,
  );
  const domain = email.slice(email.lastIndexOf("@") + 1).toLowerCase();
  if (!allowedDomains.some((allowed) => allowed.toLowerCase() === domain)) {
    throw new Unauthenticated(`SSO identity of the domain ${domain}, which is not the staff's`);
  }
  const known = await ctx.read.staff.getByIdentity(issuer, subject);
  if (known !== null) return requireActive(known);
  if (!emailVerified) throw new Unauthenticated("SSO identity with an unverified e-mail address");
  return ctx.transaction((tx) => linkInvited(ctx, tx, email, issuer, subject));
}

async function linkInvited(
  ctx: Context,
  tx: Store,
  email: string,
  ssoIssuer: string,
  ssoSubject: string,
): Promise<StaffUser> {
  const before = await tx.staff.getByEmail(email);
  if (before === null) throw new Unauthenticated("SSO identity of someone who was not invited");
  requireActive(before);
  if (before.isDemo) throw new Unauthenticated(`SSO identity for the demo account ${before.id}`);
  if (before.ssoSubject !== null) {
    throw new Unauthenticated(`account ${before.id} is linked to another SSO identity`);
  }
  const after = await tx.staff.update(before, { ssoIssuer, ssoSubject });
  await tx.audit.insert(ctx.event("staff.link-identity", "staff_user", before, after));
  return after;
}

function requireActive(user: StaffUser): StaffUser {
  if (user.disabledAt !== null) throw new Unauthenticated(`account ${user.id} is disabled`);
  return user;
}
