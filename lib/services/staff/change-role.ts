// Gives a member of staff another role; it holds from their next press.
import { GateClosed } from "@/lib/core/errors";
import { ChangeRole, type StaffUser } from "@/lib/schemas/staff";
import type { Context } from "../context";
import { requireAnotherAdmin } from "../last-admin";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";

/** Throws `GateClosed` for one's own role, and for the last active admin. */
export async function changeRole(ctx: Context, raw: unknown): Promise<StaffUser> {
  requirePermission(ctx.actor, "staff.write");
  const { id, version, role } = parseInput(ChangeRole, raw);
  return ctx.transaction(async (tx) => {
    const before = requireVersion("account", id, await tx.staff.get(id), version);
    if (id === ctx.actor.id) {
      throw new GateClosed("change of one's own role", [
        { code: "own-role", message: "nobody changes their own role: another admin does" },
      ]);
    }
    if (role !== "admin") await requireAnotherAdmin(tx, before);
    const after = await tx.staff.update(before, { role });
    await tx.audit.insert(ctx.event("staff.change-role", "staff_user", before, after));
    return after;
  });
}
