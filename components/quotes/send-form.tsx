// Sends a draft to one of the customer's contacts.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { SelectField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";

export interface ContactOption {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
}

export interface SendFormProps {
  action: FormAction;
  revision: { readonly id: string; readonly version: number };
  customer: { readonly id: string; readonly name: string };
  contacts: readonly ContactOption[];
}

export function SendForm({ action, revision, customer, contacts }: SendFormProps) {
  const reachable = contacts.filter((contact) => contact.email !== null);
  if (reachable.length === 0) {
    return (
      <EmptyState title="Nobody to send it to">
        {"Add a contact with an e-mail address to "}
        <TextLink href={`/customers/${customer.id}`}>{customer.name}</TextLink>
        {" first."}
      </EmptyState>
    );
  }
  return (
    <ActionForm
      action={action}
      label="Send quote"
      version={revision.version}
      hidden={{ id: revision.id }}
    >
      <SelectField
        name="sentToId"
        label="Send to"
        required
        options={reachable.map((contact) => ({
          value: contact.id,
          label: `${contact.name}, ${contact.email}`,
        }))}
      />
      <FormButtons submit="Send quote" submitting="Sending…" />
    </ActionForm>
  );
}
