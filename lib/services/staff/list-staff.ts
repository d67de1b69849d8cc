// Lists the accounts of staff.
import type { StaffUser } from "@/lib/schemas/staff";
import type { Context } from "../context";
import { requirePermission } from "../permit";

export async function listStaff(ctx: Context): Promise<StaffUser[]> {
  requirePermission(ctx.actor, "staff.read");
  return ctx.read.staff.findAll();
}
