// Draws up a request: to which carrier, under which reference, for which numbers.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { TextAreaField, TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { LookupField, type LookupOption } from "@/components/forms/lookup-field";

export interface NewRequestFormProps {
  action: FormAction;
  carrier: LookupOption | null;
  numbers: readonly string[];
}

export function NewRequestForm({ action, carrier, numbers }: NewRequestFormProps) {
  return (
    <ActionForm action={action} label="New verification request">
      <LookupField
        name="carrierId"
        label="Carrier"
        kind="carriers"
        {...(carrier === null ? {} : { defaultOption: carrier })}
      />
      <TextField
        name="reference"
        label="Reference"
        required
        maxLength={60}
        hint="Stands on the letter of authorisation; no two requests share one"
      />
      <TextAreaField
        name="numbers"
        label="Cradle numbers"
        required
        rows={8}
        defaultValue={numbers.join("\n")}
        hint="Full E.164, one a line, up to 500. A number that is verified already may stand here: the renewal runs beside it."
      />
      <TextAreaField name="note" label="Note on the letter" />
      <FormButtons submit="Draw up request" />
    </ActionForm>
  );
}
