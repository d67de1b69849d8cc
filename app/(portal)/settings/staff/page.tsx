// The members of staff: who may do what, inviting, disabling.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { InviteStaffForm } from "@/components/staff/invite-staff-form";
import { ROLE_OPTIONS } from "@/components/staff/role-options";
import { StaffList } from "@/components/staff/staff-list";
import { Section } from "@/components/ui/section";
import { mayDo } from "@/lib/auth/permissions";
import { listStaff } from "@/lib/services/staff/list-staff";
import { listTokens } from "@/lib/services/tokens/list-tokens";
import {
  changeRoleAction,
  disableStaffAction,
  enableStaffAction,
  inviteStaffAction,
} from "./actions";

export const metadata: Metadata = { title: "Staff" };

export default function StaffPage() {
  return drawPage(async (context) => {
    const [staff, tokens] = await Promise.all([listStaff(context), listTokens(context)]);
    const now = context.now();
    const working = tokens.filter(
      ({ revokedAt, expiresAt }) => revokedAt === null && (expiresAt === null || expiresAt > now),
    );
    const may = mayDo(context.actor, "staff.write");
    return (
      <Section
        title="Staff"
        description="Nobody changes their own role, and the last active admin stays one."
      >
        {may ? <InviteStaffForm action={inviteStaffAction} roles={ROLE_OPTIONS} /> : null}
        <StaffList
          staff={staff.map((user) => ({
            ...user,
            tokens: working
              .filter((token) => token.createdById === user.id)
              .map(({ name }) => name),
          }))}
          ownId={context.actor.id}
          actions={
            may
              ? {
                  changeRole: changeRoleAction,
                  disable: disableStaffAction,
                  enable: enableStaffAction,
                }
              : null
          }
        />
      </Section>
    );
  });
}
