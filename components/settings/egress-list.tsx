// The addresses that Cradle sends from: from when, until when, and which carriers do not allow them yet.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { FieldRow, TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { Badge } from "@/components/ui/badge";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { FormDialog } from "@/components/ui/form-dialog";
import { Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { EgressAddress } from "@/lib/schemas/settings";

export interface EgressListProps {
  rows: readonly EgressAddress[];
  /** Address → carriers whose own access list does not follow yet. */
  waiting: Readonly<Record<string, number>>;
  /** Carriers that are told of changes. */
  toldCarriers: number;
  noticeDays: number;
  now: Date;
  /** Null where the visitor may not. */
  actions: { readonly update: FormAction; readonly remove: FormAction } | null;
}

/** As a `datetime-local` control shows it, in UTC. */
const moment = (at: Date | null | undefined) => at?.toISOString().slice(0, 16);

export function EgressFields({ row, noticeDays }: { row?: EgressAddress; noticeDays: number }) {
  return (
    <>
      {row ? null : (
        <TextField
          name="address"
          label="Address"
          required
          mono
          hint="A single address that an agent listens on"
        />
      )}
      <TextField name="label" label="Label" defaultValue={row?.label} />
      <FieldRow>
        <TextField
          name="validFrom"
          label="In use from (UTC)"
          type="datetime-local"
          hint={
            row
              ? "Carriers are told of another date"
              : `Empty: at once. Carriers are told when this is saved; give them ${noticeDays} days`
          }
          defaultValue={moment(row?.validFrom)}
        />
        <TextField
          name="validUntil"
          label="In use until (UTC)"
          type="datetime-local"
          hint="Empty: without end"
          defaultValue={moment(row?.validUntil)}
        />
      </FieldRow>
    </>
  );
}

function Use({ row, now }: { row: EgressAddress; now: Date }) {
  const { validFrom, validUntil } = row;
  const isOver = validUntil !== null && validUntil <= now;
  const isLater = validFrom > now;
  return (
    <>
      <Badge tone={isOver ? "neutral" : isLater ? "info" : "good"}>
        {isOver ? "Over" : isLater ? "Announced" : "In use"}
      </Badge>
      <span className="block text-[0.8125rem] text-ink-soft">
        {isLater ? "from" : "since"} <Timestamp at={validFrom} />
        {validUntil === null ? null : (
          <>
            , until <Timestamp at={validUntil} />
          </>
        )}
      </span>
    </>
  );
}

function Carriers({ row, waiting, told }: { row: EgressAddress; waiting: number; told: number }) {
  if (waiting === 0) return told === 0 ? "none is told yet" : "no answer is missing";
  const href = `/settings/notices?state=all&subject=${encodeURIComponent(row.address)}`;
  return (
    <>
      <Badge tone="warn">
        {waiting} of {told} do not allow it yet
      </Badge>
      <TextLink href={href} className="block text-[0.8125rem]">
        Who has not answered
      </TextLink>
    </>
  );
}

export function EgressList(props: EgressListProps) {
  const { rows, waiting, toldCarriers, noticeDays, now, actions } = props;
  if (rows.length === 0) {
    return (
      <EmptyState title="No egress address">
        No agent is ready, and no hand-off sheet can be sent, before there is one.
      </EmptyState>
    );
  }
  return (
    <Table
      caption="Egress addresses"
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          header: "Address",
          heading: true,
          cell: (row) => (
            <span className="whitespace-nowrap">
              <code className="font-mono text-[0.8125rem]">{row.address}</code>
              <CopyButton value={row.address} label={row.address} />
            </span>
          ),
        },
        { header: "Label", minor: true, cell: (row) => row.label },
        { header: "Use", cell: (row) => <Use row={row} now={now} /> },
        {
          header: "Carriers",
          cell: (row) => (
            <Carriers row={row} waiting={waiting[row.address] ?? 0} told={toldCarriers} />
          ),
        },
        ...(actions === null
          ? []
          : [
              {
                header: "Actions",
                align: "end" as const,
                cell: (row: EgressAddress) => (
                  <div className="-my-1 flex justify-end gap-1">
                    <FormDialog
                      open="Edit"
                      openLabel={`Edit egress address ${row.address}`}
                      look="quiet"
                      title={`Edit egress address ${row.address}`}
                      description="Another address is another row: add it, and give this one an end."
                    >
                      <ActionForm
                        action={actions.update}
                        label="Edit egress address"
                        version={row.version}
                        hidden={{ id: row.id }}
                      >
                        <EgressFields row={row} noticeDays={noticeDays} />
                        <FormButtons submit="Save egress address" />
                      </ActionForm>
                    </FormDialog>
                    <ConfirmDialog
                      open="Remove"
                      openLabel={`Remove egress address ${row.address}`}
                      title={`Remove egress address ${row.address}?`}
                      consequence={`An agent that sends from it is not ready any more. ${toldCarriers} carriers are told at once; an end in some days lets them follow first.`}
                    >
                      <ConfirmForm
                        action={actions.remove}
                        submit="Remove egress address"
                        version={row.version}
                        hidden={{ id: row.id }}
                      />
                    </ConfirmDialog>
                  </div>
                ),
              },
            ]),
      ]}
    />
  );
}
