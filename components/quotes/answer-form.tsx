// Records what the customer said, in a dialog: accepted by whom, or declined, and how the answer came.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { SelectField, TextAreaField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { FormDialog } from "@/components/ui/form-dialog";
import type { ContactOption } from "./send-form";

export interface AnswerFormProps {
  action: FormAction;
  revision: { readonly id: string; readonly version: number };
  contacts: readonly ContactOption[];
}

export function AnswerForm({ action, revision, contacts }: AnswerFormProps) {
  return (
    <FormDialog
      open="Record answer"
      look="primary"
      size="md"
      title="Record the customer's answer"
      description="Accepted, the trunk has the agreed limits and can be configured. An answer never changes; evidence can be added afterwards."
    >
      <ActionForm
        action={action}
        label="Record answer"
        version={revision.version}
        hidden={{ id: revision.id }}
      >
        <SelectField
          name="answer"
          label="Answer"
          required
          options={[
            { value: "accepted", label: "Accepted" },
            { value: "declined", label: "Declined" },
          ]}
        />
        <SelectField
          name="contactId"
          label="Answered by"
          required
          hint="A contact of the customer; needed where the quote is accepted"
          options={[
            { value: "", label: "Nobody named" },
            ...contacts.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <TextAreaField
          name="note"
          label="How the answer came"
          required
          hint="By mail, call or signature, and where it is kept"
        />
        <FormButtons submit="Record answer" />
      </ActionForm>
    </FormDialog>
  );
}
