"use client";
// Makes an API token, and shows its secret this once.
import { useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import {
  CheckboxField,
  FieldGroup,
  FieldRow,
  type Option,
  SelectField,
  TextField,
} from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { FormDialog } from "@/components/ui/form-dialog";
import { ShownOnce } from "@/components/ui/shown-once";

export interface CreateTokenFormProps {
  action: FormAction;
  roles: readonly Option[];
  scopes: readonly string[];
}

export function CreateTokenForm({ action, roles, scopes }: CreateTokenFormProps) {
  const [shown, setShown] = useState<Readonly<Record<string, string>> | null>(null);
  const [narrowed, setNarrowed] = useState(false);
  const { name, secret } = shown ?? {};
  return (
    <div className="mb-3 grid justify-items-start gap-3">
      {name === undefined || secret === undefined ? null : (
        <ShownOnce
          title="Copy this token now: it is shown once and not stored"
          rows={[
            { name: "Token", value: name },
            { name: "Secret", value: secret },
          ]}
          advice="Send it as Authorization: Bearer SECRET. If it is lost, make another and revoke this one."
          onPutAway={() => setShown(null)}
        />
      )}
      <FormDialog
        open="Make token"
        look="primary"
        title="Make API token"
        description="For a program that uses the REST interface. It acts under the token's name."
      >
        <ActionForm
          action={action}
          label="Make API token"
          onSaved={(saved) => setShown(saved.shown)}
        >
          <TextField
            name="name"
            label="Name"
            required
            maxLength={60}
            hint="What will use it, such as billing"
          />
          <FieldRow>
            <SelectField name="role" label="Role" required options={roles} defaultValue="support" />
            <TextField
              name="expiresAt"
              label="Ends (UTC)"
              type="datetime-local"
              hint="Empty: when it is revoked"
            />
          </FieldRow>
          <SelectField
            name="narrowing"
            label="How much of the role?"
            required
            options={[
              { value: "all", label: "All that the role may do" },
              { value: "some", label: "Only reading, or only some areas" },
            ]}
            defaultValue="all"
            onChange={(value) => setNarrowed(value === "some")}
          />
          {narrowed ? (
            <FieldGroup legend="Only these" hint="“read” reads everything and changes nothing.">
              <div className="clear-both grid grid-cols-2 gap-x-3 gap-y-1 sm:grid-cols-3">
                {scopes.map((scope) => (
                  <CheckboxField key={scope} name={`scopes.${scope}`} label={scope} />
                ))}
              </div>
            </FieldGroup>
          ) : null}
          <FormButtons submit="Make token" submitting="Making…" />
        </ActionForm>
      </FormDialog>
    </div>
  );
}
