// Contacts, those in use first, with what may be done to each.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { FormButtons } from "@/components/forms/form-buttons";
import { Badge } from "@/components/ui/badge";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { FormDialog } from "@/components/ui/form-dialog";
import { Table } from "@/components/ui/table";
import { ContactFields, type ContactValues } from "./contact-fields";
import { CONTACT_ROLE_WORDS } from "./contact-words";

export interface ContactRow extends ContactValues {
  readonly id: string;
  readonly active: boolean;
  readonly version: number;
}

export interface ContactActions {
  readonly update: FormAction;
  readonly deactivate: FormAction;
}

function RowActions({ contact, actions }: { contact: ContactRow; actions: ContactActions }) {
  const { id, name, version } = contact;
  return (
    <div className="-my-1 flex justify-end gap-1">
      <FormDialog open="Edit" openLabel={`Edit ${name}`} look="quiet" title={`Edit ${name}`}>
        <ActionForm action={actions.update} label="Edit contact" version={version} hidden={{ id }}>
          <ContactFields values={contact} />
          <FormButtons submit="Save contact" />
        </ActionForm>
      </FormDialog>
      {contact.active ? (
        <ConfirmDialog
          open="Deactivate"
          openLabel={`Deactivate ${name}`}
          title={`Deactivate ${name}?`}
          consequence="Nothing new is sent to them. What they received and answered keeps their name. They can be brought back."
        >
          <ConfirmForm
            action={actions.deactivate}
            submit="Deactivate contact"
            version={version}
            hidden={{ id }}
          />
        </ConfirmDialog>
      ) : (
        <ConfirmDialog
          open="Bring back"
          openLabel={`Bring back ${name}`}
          look="quiet"
          title={`Bring ${name} back?`}
          consequence="They can be sent quotes and named in the log again."
        >
          <ConfirmForm
            action={actions.update}
            submit="Bring back contact"
            version={version}
            hidden={{ id, active: "true" }}
            harmless
          />
        </ConfirmDialog>
      )}
    </div>
  );
}

export interface ContactListProps {
  contacts: readonly ContactRow[];
  /** Null where the visitor may not change them. */
  actions: ContactActions | null;
}

export function ContactList({ contacts, actions }: ContactListProps) {
  const inUseFirst = [
    ...contacts.filter((contact) => contact.active),
    ...contacts.filter((contact) => !contact.active),
  ];
  return (
    <Table
      caption="Contacts"
      rows={inUseFirst}
      rowKey={(contact) => contact.id}
      columns={[
        {
          header: "Name",
          heading: true,
          cell: (contact) => (
            <span className="flex flex-wrap items-center gap-x-2 wrap-anywhere">
              {contact.name}
              {contact.active ? null : <Badge>Inactive</Badge>}
            </span>
          ),
        },
        { header: "For", cell: (contact) => CONTACT_ROLE_WORDS[contact.role] },
        {
          header: "E-mail",
          cell: (contact) => <span className="wrap-anywhere">{contact.email}</span>,
          copy: (contact) => contact.email,
        },
        {
          header: "Phone",
          cell: (contact) =>
            contact.phone === null ? null : (
              <span className="whitespace-nowrap">{contact.phone}</span>
            ),
          copy: (contact) => contact.phone,
        },
        ...(actions === null
          ? []
          : [
              {
                header: "Actions",
                align: "end" as const,
                cell: (contact: ContactRow) => <RowActions contact={contact} actions={actions} />,
              },
            ]),
      ]}
    />
  );
}
