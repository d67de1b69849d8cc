// The contacts of a carrier or customer, with the form that adds one.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { FormButtons } from "@/components/forms/form-buttons";
import { EmptyState } from "@/components/ui/empty-state";
import { FormDialog } from "@/components/ui/form-dialog";
import { Section } from "@/components/ui/section";
import { ContactFields } from "./contact-fields";
import { type ContactActions, ContactList, type ContactRow } from "./contact-list";

export interface ContactSectionProps {
  owner: { readonly carrierId: string } | { readonly customerId: string };
  contacts: readonly ContactRow[];
  /** Null where the visitor may not change them. */
  actions: (ContactActions & { readonly add: FormAction }) | null;
}

export function ContactSection({ owner, contacts, actions }: ContactSectionProps) {
  const whose = "carrierId" in owner ? "carrier" : "customer";
  return (
    <Section
      title="Contacts"
      description={
        whose === "carrier"
          ? "Whom to ask at the carrier: its NOC, its technical and commercial people."
          : "Whom quotes go to, and who answers them."
      }
      actions={
        actions === null ? null : (
          <FormDialog open="Add contact" title="Add contact">
            <ActionForm action={actions.add} label="Add contact" hidden={{ ...owner }}>
              <ContactFields />
              <FormButtons submit="Add contact" />
            </ActionForm>
          </FormDialog>
        )
      }
    >
      {contacts.length === 0 ? (
        <EmptyState title="No contact yet">
          {whose === "carrier"
            ? "Add the carrier's NOC first: the hand-off sheet and incidents need it."
            : "Add one before you send a quote: it goes to a contact, and a contact answers it."}
        </EmptyState>
      ) : (
        <ContactList contacts={contacts} actions={actions} />
      )}
    </Section>
  );
}
