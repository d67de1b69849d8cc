// The core endpoints, where terminated calls go, with what may be done to each.
import { TargetFields } from "@/components/carriers/target-fields";
import { targetText } from "@/components/carriers/target-text";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { Badge } from "@/components/ui/badge";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { FormDialog } from "@/components/ui/form-dialog";
import { Table } from "@/components/ui/table";
import { hostPortText } from "@/lib/telephony/host-port";

export interface CoreEndpointRow {
  readonly id: string;
  readonly host: string;
  readonly port: number | null;
  readonly transport: string;
  readonly priority: number;
  readonly weight: number;
  readonly enabled: boolean;
  readonly optionsCheck: boolean;
  readonly label: string;
  readonly version: number;
}

export interface CoreEndpointActions {
  readonly update: FormAction;
  readonly remove: FormAction;
}

function RowActions({ row, actions }: { row: CoreEndpointRow; actions: CoreEndpointActions }) {
  const text = targetText(row);
  return (
    <div className="-my-1 flex justify-end gap-1">
      <FormDialog
        open="Edit"
        openLabel={`Edit ${text}`}
        look="quiet"
        title={`Edit core endpoint ${text}`}
      >
        <ActionForm
          action={actions.update}
          label="Edit core endpoint"
          version={row.version}
          hidden={{ id: row.id }}
        >
          <TargetFields values={row} />
          <TextField name="label" label="Label" defaultValue={row.label} />
          <FormButtons submit="Save core endpoint" />
        </ActionForm>
      </FormDialog>
      <ConfirmDialog
        open="Remove"
        openLabel={`Remove ${text}`}
        title={`Remove core endpoint ${text}?`}
        consequence="No new inbound call goes to it as soon as the agents apply this. Without any core endpoint every inbound call is refused."
      >
        <ConfirmForm
          action={actions.remove}
          submit="Remove core endpoint"
          version={row.version}
          hidden={{ id: row.id }}
        />
      </ConfirmDialog>
    </div>
  );
}

export interface CoreEndpointListProps {
  endpoints: readonly CoreEndpointRow[];
  /** Null where the visitor may not change them. */
  actions: CoreEndpointActions | null;
}

export function CoreEndpointList({ endpoints, actions }: CoreEndpointListProps) {
  if (endpoints.length === 0) {
    return <EmptyState title="No core endpoint">Every inbound call is refused.</EmptyState>;
  }
  return (
    <Table
      caption="Core endpoints"
      rows={endpoints}
      rowKey={(row) => row.id}
      columns={[
        {
          header: "Endpoint",
          heading: true,
          cell: (row) => <code className="font-mono text-[0.8125rem]">{targetText(row)}</code>,
          copy: hostPortText,
        },
        { header: "Priority", align: "end", minor: true, cell: (row) => row.priority },
        { header: "Weight", align: "end", minor: true, cell: (row) => row.weight },
        {
          header: "Use",
          cell: (row) =>
            row.enabled ? <Badge tone="good">Enabled</Badge> : <Badge>Disabled</Badge>,
        },
        { header: "Label", minor: true, cell: (row) => row.label },
        ...(actions === null
          ? []
          : [
              {
                header: "Actions",
                align: "end" as const,
                cell: (row: CoreEndpointRow) => <RowActions row={row} actions={actions} />,
              },
            ]),
      ]}
    />
  );
}
