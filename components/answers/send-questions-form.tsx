// Asks a contact of the carrier by mail, with the table to fill in.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { SelectField, TextAreaField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { type ContactChoice, contactOptions } from "@/components/hand-off/contact-choice";
import { FormDialog } from "@/components/ui/form-dialog";

export interface SendQuestionsFormProps {
  action: FormAction;
  carrierId: string;
  /** Those that have an e-mail address. */
  contacts: readonly ContactChoice[];
}

export function SendQuestionsForm({ action, carrierId, contacts }: SendQuestionsFormProps) {
  return (
    <FormDialog
      open="Ask by mail"
      title="Ask the carrier by mail"
      description="The questions go as a table to fill in, with what is saved so far. The mail stands in the exchange log."
    >
      <ActionForm action={action} label="Ask the carrier by mail" hidden={{ carrierId }}>
        <SelectField name="contactId" label="Send to" required options={contactOptions(contacts)} />
        <TextAreaField name="note" label="Words of your own in the mail" />
        <FormButtons submit="Send questions" submitting="Sending…" />
      </ActionForm>
    </FormDialog>
  );
}
