// Lets someone in: an account with a role, and a first password or none where they come by SSO.
import { Conflict } from "@/lib/core/errors";
import { InviteStaff, type StaffUser } from "@/lib/schemas/staff";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { hashPassword } from "../password-hash";
import { requirePermission } from "../permit";

/** Throws `Conflict` at `email` where there is such an account. */
export async function inviteStaff(ctx: Context, raw: unknown): Promise<StaffUser> {
  requirePermission(ctx.actor, "staff.write");
  const { password, ...input } = parseInput(InviteStaff, raw);
  const passwordHash = password === null ? null : await hashPassword(password);
  return ctx.transaction(async (tx) => {
    if ((await tx.staff.getByEmail(input.email)) !== null) {
      throw new Conflict("there is an account with this e-mail address already", "email");
    }
    const user = await tx.staff.insert({ ...input, id: ctx.newId(), passwordHash });
    await tx.audit.insert(ctx.event("staff.invite", "staff_user", null, user));
    return user;
  });
}
