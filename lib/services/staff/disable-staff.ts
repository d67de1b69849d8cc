// Shuts an account: its sessions end with the next press.
import { ByVersion } from "@/lib/schemas/fields";
import type { StaffUser } from "@/lib/schemas/staff";
import type { Context } from "../context";
import { requireAnotherAdmin } from "../last-admin";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";

/** Throws `GateClosed` for the last active admin. Disabling twice changes nothing. */
export async function disableStaff(ctx: Context, raw: unknown): Promise<StaffUser> {
  requirePermission(ctx.actor, "staff.write");
  const { id, version } = parseInput(ByVersion, raw);
  return ctx.transaction(async (tx) => {
    const before = requireVersion("account", id, await tx.staff.get(id), version);
    if (before.disabledAt !== null) return before;
    await requireAnotherAdmin(tx, before);
    const after = await tx.staff.update(before, { disabledAt: ctx.now() });
    await tx.staff.revokeSessions({ userId: id }, ctx.now());
    await tx.audit.insert(ctx.event("staff.disable", "staff_user", before, after));
    return after;
  });
}
