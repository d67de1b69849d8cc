"use client";
// Lets someone in, and shows the first password this once.
import { useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { FieldRow, type Option, SelectField, TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { FormDialog } from "@/components/ui/form-dialog";
import { ShownOnce } from "@/components/ui/shown-once";

const WAYS: readonly Option[] = [
  { value: "false", label: "With single sign-on only" },
  { value: "on", label: "With a first password, made now" },
];

export function InviteStaffForm({
  action,
  roles,
}: {
  action: FormAction;
  roles: readonly Option[];
}) {
  const [shown, setShown] = useState<Readonly<Record<string, string>> | null>(null);
  const { email, firstPassword } = shown ?? {};
  return (
    <div className="mb-3 grid justify-items-start gap-3">
      {email === undefined || firstPassword === undefined ? null : (
        <ShownOnce
          title="Copy this password now: it is shown once"
          rows={[
            { name: "E-mail", value: email },
            { name: "Password", value: firstPassword },
          ]}
          advice="Give it to them in person or by another channel than the address."
          onPutAway={() => setShown(null)}
        />
      )}
      <FormDialog
        open="Invite"
        look="primary"
        title="Invite someone"
        description="They may sign in as soon as this is saved."
      >
        <ActionForm
          action={action}
          label="Invite someone"
          onSaved={(saved) => setShown(saved.shown)}
        >
          <FieldRow>
            <TextField name="name" label="Name" required maxLength={100} />
            <TextField name="email" label="E-mail" type="email" required maxLength={254} />
          </FieldRow>
          <FieldRow>
            <SelectField name="role" label="Role" required options={roles} defaultValue="support" />
            <SelectField
              name="makePassword"
              label="How do they sign in?"
              required
              options={WAYS}
              defaultValue="false"
            />
          </FieldRow>
          <FormButtons submit="Invite" submitting="Inviting…" />
        </ActionForm>
      </FormDialog>
    </div>
  );
}
