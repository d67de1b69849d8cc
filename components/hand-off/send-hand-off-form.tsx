// Sends the sheet as it is now to a contact of the carrier.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { SelectField, TextAreaField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { FormDialog } from "@/components/ui/form-dialog";
import { type ContactChoice, contactOptions } from "./contact-choice";

export interface SendHandOffFormProps {
  action: FormAction;
  carrierId: string;
  /** Those that have an e-mail address. */
  contacts: readonly ContactChoice[];
}

export function SendHandOffForm({ action, carrierId, contacts }: SendHandOffFormProps) {
  return (
    <FormDialog
      open="Send to carrier"
      look="primary"
      title="Send hand-off sheet"
      description="It is frozen under the next version number, drawn as PDF and mailed. What was sent never changes."
    >
      <ActionForm action={action} label="Send hand-off sheet" hidden={{ carrierId }}>
        <SelectField name="contactId" label="Send to" required options={contactOptions(contacts)} />
        <TextAreaField name="note" label="Note for the exchange log" />
        <FormButtons submit="Send hand-off sheet" submitting="Sending…" />
      </ActionForm>
    </FormDialog>
  );
}
