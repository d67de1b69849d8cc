// A carrier's ACL entries, with what may be done to each.
import type { FormAction } from "@/components/forms/action-state";
import { Badge } from "@/components/ui/badge";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { FormDialog } from "@/components/ui/form-dialog";
import { Table } from "@/components/ui/table";
import { Timestamp } from "@/components/ui/timestamp";
import { EditAclEntryForm, RemoveAclEntryForm } from "./acl-entry-form";

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
  /** Says whom a change reaches and stores nothing. */
  readonly preview: FormAction;
  readonly update: FormAction;
  readonly remove: FormAction;
}

/** As a `datetime-local` control shows it. */
const controlTime = (at: Date | null) => at?.toISOString().slice(0, 16) ?? "";

function EntryActions({ entry, actions }: { entry: AclEntryRow; actions: AclEntryActions }) {
  const { id, version, block, label, site, requestedBy, comment } = entry;
  const { preview } = actions;
  const values = {
    ...{ block, label, site, requestedBy, comment },
    validFrom: controlTime(entry.validFrom),
    validUntil: controlTime(entry.validUntil),
  };
  return (
    <div className="-my-1 flex justify-end gap-1">
      <FormDialog
        open="Edit"
        openLabel={`Edit ${block}`}
        look="quiet"
        title={`Edit ACL entry ${block}`}
      >
        <EditAclEntryForm {...{ id, version, values, preview }} save={actions.update} />
      </FormDialog>
      <ConfirmDialog
        open="Remove"
        openLabel={`Remove ${block}`}
        title={`Remove ACL entry ${block}?`}
        consequence="New calls from it get no answer as soon as the agents apply this. Calls that are up go on."
      >
        <RemoveAclEntryForm {...{ id, version, preview }} save={actions.remove} />
      </ConfirmDialog>
    </div>
  );
}

/** An end this near is shown as such. */
const SOON_MS = 7 * 86_400_000;

function Period({ entry: { validFrom, validUntil }, now }: { entry: AclEntryRow; now: Date }) {
  const leftMs =
    validUntil === null ? Number.POSITIVE_INFINITY : validUntil.getTime() - now.getTime();
  return (
    <>
      {validUntil === null ? "until removed" : <Timestamp at={validUntil} />}
      {leftMs <= 0 ? <Badge tone="bad">Ended</Badge> : null}
      {leftMs > 0 && leftMs <= SOON_MS ? <Badge tone="warn">Ends soon</Badge> : null}
      {validFrom > now ? <Badge tone="neutral">Begins later</Badge> : null}
    </>
  );
}

export interface AclEntryListProps {
  entries: readonly AclEntryRow[];
  now: Date;
  /** Null where the visitor may not change them. */
  actions: AclEntryActions | null;
}

export function AclEntryList({ entries, now, actions }: AclEntryListProps) {
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
        { header: "Requested by", minor: true, cell: (entry) => entry.requestedBy },
        { header: "Valid from", minor: true, cell: (entry) => <Timestamp at={entry.validFrom} /> },
        {
          header: "Valid until",
          cell: (entry) => (
            <span className="inline-flex flex-wrap items-center gap-1">
              <Period entry={entry} now={now} />
            </span>
          ),
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
