"use server";
// What can be done to the accounts of staff.
import { action } from "@/app/_server/action";
import { changeRole } from "@/lib/services/staff/change-role";
import { disableStaff } from "@/lib/services/staff/disable-staff";
import { enableStaff } from "@/lib/services/staff/enable-staff";
import { inviteStaff } from "@/lib/services/staff/invite-staff";

export const inviteStaffAction = action({
  run: inviteStaff,
  keepsConfig: true,
  show: ({ email, firstPassword }) => (firstPassword === null ? {} : { email, firstPassword }),
});
export const changeRoleAction = action({ run: changeRole, keepsConfig: true });
export const disableStaffAction = action({ run: disableStaff, keepsConfig: true });
export const enableStaffAction = action({ run: enableStaff, keepsConfig: true });
