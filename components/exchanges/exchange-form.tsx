// Records what was sent or received, in a dialog.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { FieldRow, SelectField, TextAreaField, TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { FormDialog } from "@/components/ui/form-dialog";
import { EXCHANGE_CHANNEL_WORDS, EXCHANGE_DIRECTION_WORDS } from "./exchange-words";

export interface ExchangeFormProps {
  owner: { readonly carrierId: string } | { readonly customerId: string };
  contacts: readonly { readonly id: string; readonly name: string }[];
  action: FormAction;
}

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

export function ExchangeForm({ owner, contacts, action }: ExchangeFormProps) {
  return (
    <FormDialog
      open="Record exchange"
      title="Record exchange"
      description="An entry is never changed: what was wrong is put right by another. Never write a password here."
    >
      <ActionForm action={action} label="Record exchange" hidden={{ ...owner }}>
        <FieldRow>
          <SelectField
            name="direction"
            label="Direction"
            required
            options={options(EXCHANGE_DIRECTION_WORDS)}
          />
          <SelectField
            name="channel"
            label="Channel"
            required
            options={options(EXCHANGE_CHANNEL_WORDS)}
          />
        </FieldRow>
        <TextField name="subject" label="Subject" required maxLength={200} />
        <TextAreaField name="body" label="What was said" rows={5} />
        <FieldRow>
          <SelectField
            name="contactId"
            label="Contact"
            options={[
              { value: "", label: "Nobody by name" },
              ...contacts.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <TextField
            name="happenedAt"
            label="When it happened"
            type="datetime-local"
            hint="In UTC. Empty: now"
          />
        </FieldRow>
        <FormButtons submit="Record exchange" />
      </ActionForm>
    </FormDialog>
  );
}
