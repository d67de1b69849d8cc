// Lets someone in: an account with a role, and a first password or none where they come by SSO.
import { Conflict } from "@/lib/core/errors";
import { InviteStaff, type StaffUser } from "@/lib/schemas/staff";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { hashPassword } from "../password-hash";
import { requirePermission } from "../permit";

/** 144 bits in 24 letters, digits, hyphens and underscores. */
const FIRST_PASSWORD_BYTES = 18;

/** `firstPassword` is what `makePassword` asked for, shown once; else null. */
export type InvitedStaff = StaffUser & { readonly firstPassword: string | null };

/** Throws `Conflict` at `email` where there is such an account. */
export async function inviteStaff(ctx: Context, raw: unknown): Promise<InvitedStaff> {
  requirePermission(ctx.actor, "staff.write");
  const { password, makePassword, ...input } = parseInput(InviteStaff, raw);
  const firstPassword = makePassword
    ? Buffer.from(ctx.randomBytes(FIRST_PASSWORD_BYTES)).toString("base64url")
    : null;
  const chosen = firstPassword ?? password;
  const passwordHash = chosen === null ? null : await hashPassword(chosen);
  return ctx.transaction(async (tx) => {
    if ((await tx.staff.getByEmail(input.email)) !== null) {
      throw new Conflict("there is an account with this e-mail address already", "email");
    }
    const user = await tx.staff.insert({ ...input, id: ctx.newId(), passwordHash });
    await tx.audit.insert(ctx.event("staff.invite", "staff_user", null, user));
    return { ...user, firstPassword };
  });
}
