// Submits a request to its carrier, and says whom the letter of authorisation is mailed to.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { SelectField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { type ContactChoice, contactOptions } from "@/components/hand-off/contact-choice";
import { TextLink } from "@/components/ui/text-link";

export interface SubmitRequestFormProps {
  action: FormAction;
  id: string;
  version: number;
  carrierId: string;
  /** Those that have an e-mail address. */
  contacts: readonly ContactChoice[];
}

const NOBODY = { value: "", label: "Nobody: I download the letter and send it myself" };

export function SubmitRequestForm({
  action,
  id,
  version,
  carrierId,
  contacts,
}: SubmitRequestFormProps) {
  const options = contactOptions(contacts);
  return (
    <ActionForm action={action} label="Submit request" version={version} hidden={{ id }}>
      {options.length === 0 ? (
        <p>
          No contact of this carrier has an e-mail address: the letter is only kept here, for you to
          download and send.{" "}
          <TextLink href={`/carriers/${carrierId}/contacts`}>Add a contact</TextLink> first to have
          it mailed.
        </p>
      ) : (
        <SelectField
          name="contactId"
          label="Mail the letter to"
          hint="The PDF goes out once it is drawn, and the exchange log says so"
          options={[...options, NOBODY]}
          defaultValue={options[0]?.value}
        />
      )}
      <FormButtons submit="Submit to the carrier" submitting="Submitting…" />
    </ActionForm>
  );
}
