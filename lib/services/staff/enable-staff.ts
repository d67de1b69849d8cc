// Opens a disabled account again; whoever it is signs in anew, as before.
import { ByVersion } from "@/lib/schemas/fields";
import type { StaffUser } from "@/lib/schemas/staff";
import type { Context } from "../context";
import { parseInput } from "../parse-input";
import { requirePermission } from "../permit";
import { requireVersion } from "../require-row";

/** Enabling twice changes nothing. Sessions from before stay ended. */
export async function enableStaff(ctx: Context, raw: unknown): Promise<StaffUser> {
  requirePermission(ctx.actor, "staff.write");
  const { id, version } = parseInput(ByVersion, raw);
  return ctx.transaction(async (tx) => {
    const before = requireVersion("account", id, await tx.staff.get(id), version);
    if (before.disabledAt === null) return before;
    const after = await tx.staff.update(before, { disabledAt: null });
    await tx.audit.insert(ctx.event("staff.enable", "staff_user", before, after));
    return after;
  });
}
