// Someone must be able to let staff in: the last admin stays.
import { GateClosed } from "@/lib/core/errors";
import type { Store } from "@/lib/db/store";
import type { StaffUser } from "@/lib/schemas/staff";

/** Throws `GateClosed` where `user` is the only active admin. */
export async function requireAnotherAdmin(tx: Store, user: StaffUser): Promise<void> {
  if (user.role !== "admin" || user.disabledAt !== null) return;
  if ((await tx.staff.countActiveAdmins()) > 1) return;
  throw new GateClosed("change of the last admin", [
    { code: "last-admin", message: "this is the only admin: make someone else an admin first" },
  ]);
}
