// The accounts of staff, with what may be done to each.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { SelectField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { Badge } from "@/components/ui/badge";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { FormDialog } from "@/components/ui/form-dialog";
import { Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { Role } from "@/lib/auth/actor";
import { ROLE_OPTIONS } from "./role-options";

export interface StaffRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly ssoIssuer: string | null;
  readonly isDemo: boolean;
  readonly disabledAt: Date | null;
  readonly lastSignInAt: Date | null;
  readonly version: number;
  /** Names of API tokens that they made and that still work. */
  readonly tokens: readonly string[];
}

interface StaffActions {
  readonly changeRole: FormAction;
  readonly disable: FormAction;
  readonly enable: FormAction;
}

function disableConsequence({ tokens }: StaffRow): string {
  const sessions =
    "Their sessions end at once: the next press on a page they have open is refused.";
  if (tokens.length === 0) return `${sessions} They made no API token that still works.`;
  const go =
    tokens.length === 1
      ? "One API token that they made goes on"
      : `${tokens.length} API tokens that they made go on`;
  return `${sessions} ${go}: ${tokens.join(", ")}. Revoke by itself what must end too.`;
}

function RowActions({ user, actions }: { user: StaffRow; actions: StaffActions }) {
  const hidden = { id: user.id };
  if (user.disabledAt !== null) {
    return (
      <ConfirmDialog
        open="Enable"
        openLabel={`Enable ${user.name}`}
        title={`Enable ${user.name} again?`}
        consequence={`They may sign in again, with the role ${user.role}.`}
      >
        <ConfirmForm
          action={actions.enable}
          submit="Enable account"
          version={user.version}
          hidden={hidden}
          harmless
        />
      </ConfirmDialog>
    );
  }
  return (
    <div className="-my-1 flex justify-end gap-1">
      <FormDialog
        open="Role"
        openLabel={`Change the role of ${user.name}`}
        look="quiet"
        title={`Role of ${user.name}`}
        description="It holds from their next press."
      >
        <ActionForm
          action={actions.changeRole}
          label="Change role"
          version={user.version}
          hidden={hidden}
        >
          <SelectField
            name="role"
            label="Role"
            required
            options={ROLE_OPTIONS}
            defaultValue={user.role}
          />
          <FormButtons submit="Change role" />
        </ActionForm>
      </FormDialog>
      <ConfirmDialog
        open="Disable"
        openLabel={`Disable ${user.name}`}
        title={`Disable ${user.name}?`}
        consequence={disableConsequence(user)}
      >
        <ConfirmForm
          action={actions.disable}
          submit="Disable account"
          version={user.version}
          hidden={hidden}
        />
      </ConfirmDialog>
    </div>
  );
}

export interface StaffListProps {
  staff: readonly StaffRow[];
  /** Whose page this is: nobody changes their own account. */
  ownId: string;
  /** Null where the visitor may not change accounts. */
  actions: StaffActions | null;
}

export function StaffList({ staff, ownId, actions }: StaffListProps) {
  return (
    <Table
      caption="Staff"
      rows={staff}
      rowKey={(user) => user.id}
      columns={[
        { header: "Name", heading: true, cell: (user) => user.name },
        { header: "E-mail", cell: (user) => user.email },
        { header: "Role", cell: (user) => user.role },
        {
          header: "Account",
          cell: (user) =>
            user.disabledAt !== null ? (
              <Badge>Disabled</Badge>
            ) : user.isDemo ? (
              <Badge tone="warn">Demo</Badge>
            ) : (
              <Badge tone="good">Active</Badge>
            ),
        },
        {
          header: "Last sign-in",
          minor: true,
          cell: (user) =>
            user.lastSignInAt === null ? "never" : <Timestamp at={user.lastSignInAt} />,
        },
        {
          header: "Trail",
          minor: true,
          cell: (user) => (
            <>
              <TextLink href={`/audit?actorId=${user.id}`}>{`What ${user.name} did`}</TextLink>
              <span className="mt-2 block">
                <TextLink href={`/audit?entityTable=staff_user&entityId=${user.id}`}>
                  {`What was done to ${user.name}`}
                </TextLink>
              </span>
            </>
          ),
        },
        ...(actions === null
          ? []
          : [
              {
                header: "Actions",
                align: "end" as const,
                cell: (user: StaffRow) =>
                  user.id === ownId ? (
                    <span className="text-ink-soft">your own</span>
                  ) : (
                    <RowActions user={user} actions={actions} />
                  ),
              },
            ]),
      ]}
    />
  );
}
