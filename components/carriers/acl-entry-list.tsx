// A carrier's ACL entries, with what may be done to each.

import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { CheckboxField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { FormDialog } from "@/components/ui/form-dialog";
import { Table } from "@/components/ui/table";
import { Timestamp } from "@/components/ui/timestamp";
import { AclEntryFields } from "./acl-entry-fields";

export interface AclEntryRow {
  readonly id: string;
  readonly block: string;
  readonly label: string;
  readonly site: string;
  readonly requestedBy: string;
  readonly comment: string;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly version: number;
}

export interface AclEntryActions {
  readonly update: FormAction;
  readonly remove: FormAction;
}

function EntryActions({ entry, actions }: { entry: AclEntryRow; actions: AclEntryActions }) {
  const values = {
    ...entry,
    validUntil: entry.validUntil === null ? "" : entry.validUntil.toISOString().slice(0, 16),
  };
  return (
    <div className="-my-1 flex justify-end gap-1">
      <FormDialog
        open="Edit"
        openLabel={`Edit ${entry.block}`}
        look="quiet"
        title={`Edit ACL entry ${entry.block}`}
      >
        <ActionForm
          action={actions.update}
          label="Edit ACL entry"
          version={entry.version}
          hidden={{ id: entry.id }}
        >
          <AclEntryFields values={values} />
          <FormButtons submit="Save ACL entry" />
        </ActionForm>
      </FormDialog>
      <ConfirmDialog
        open="Remove"
        openLabel={`Remove ${entry.block}`}
        title={`Remove ACL entry ${entry.block}?`}
        consequence="New calls from it get no answer as soon as the agents apply this. Calls that are up go on."
      >
        <ConfirmForm
          action={actions.remove}
          submit="Remove ACL entry"
          version={entry.version}
          hidden={{ id: entry.id }}
          reason={{ name: "reason", label: "Reason", required: false }}
        >
          <CheckboxField
            name="blockNow"
            label="Block now"
            hint="Cuts off calls that are up as well"
          />
        </ConfirmForm>
      </ConfirmDialog>
    </div>
  );
}

export interface AclEntryListProps {
  entries: readonly AclEntryRow[];
  /** Null where the visitor may not change them. */
  actions: AclEntryActions | null;
}

export function AclEntryList({ entries, actions }: AclEntryListProps) {
  if (entries.length === 0) {
    return (
      <EmptyState title="No ACL entry">
        No call of this carrier gets an answer. Add where it sends from, or carry it over from its
        answers to the questions.
      </EmptyState>
    );
  }
  return (
    <Table
      caption="ACL entries"
      rows={entries}
      rowKey={(entry) => entry.id}
      columns={[
        {
          header: "Address or block",
          heading: true,
          cell: (entry) => <code className="font-mono text-[0.8125rem]">{entry.block}</code>,
          copy: (entry) => entry.block,
        },
        { header: "Label", cell: (entry) => entry.label },
        { header: "Site", minor: true, cell: (entry) => entry.site },
        { header: "Valid from", minor: true, cell: (entry) => <Timestamp at={entry.validFrom} /> },
        {
          header: "Valid until",
          minor: true,
          cell: (entry) =>
            entry.validUntil === null ? "until removed" : <Timestamp at={entry.validUntil} />,
        },
        ...(actions === null
          ? []
          : [
              {
                header: "Actions",
                align: "end" as const,
                cell: (entry: AclEntryRow) => <EntryActions entry={entry} actions={actions} />,
              },
            ]),
      ]}
    />
  );
}
