// The form for a carrier's answer to a notice.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { CheckboxField, SelectField, TextAreaField, TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { type ContactChoice, contactOptions } from "@/components/hand-off/contact-choice";
import { FormDialog } from "@/components/ui/form-dialog";
import type { NamedNotice } from "@/lib/schemas/carrier-notice";
import { DONE_WORDS } from "./notice-words";

const CHANNELS = [
  { value: "email", label: "E-mail" },
  { value: "phone", label: "Phone" },
  { value: "meeting", label: "Meeting" },
  { value: "portal", label: "Carrier's portal" },
  { value: "other", label: "Other" },
];

export interface AcknowledgeFormProps {
  notice: NamedNotice;
  contacts: readonly ContactChoice[];
  action: FormAction;
}

export function AcknowledgeForm({ notice, contacts, action }: AcknowledgeFormProps) {
  return (
    <FormDialog
      open="Record answer"
      title={`Answer of ${notice.carrierName}`}
      description={`To the notice on ${notice.subject}.`}
    >
      <ActionForm
        action={action}
        label="Record answer"
        version={notice.version}
        hidden={{ id: notice.id }}
      >
        <SelectField
          name="contactId"
          label="Who answered"
          required
          options={contactOptions(contacts)}
        />
        <SelectField name="channel" label="How" required options={CHANNELS} defaultValue="email" />
        <TextField
          name="acknowledgedAt"
          label="When (UTC)"
          type="datetime-local"
          hint="Empty: now"
        />
        <CheckboxField
          name="allows"
          label={DONE_WORDS[notice.kind]}
          hint={
            notice.kind === "hand_off_changed"
              ? "Without it the notice was received, no more."
              : "Counts as the carrier's word for going live. Without it the notice was received, no more."
          }
          defaultChecked
        />
        <TextAreaField
          name="note"
          label="The carrier's words"
          hint="As it said them, or where they are kept"
        />
        <FormButtons submit="Record answer" />
      </ActionForm>
    </FormDialog>
  );
}
