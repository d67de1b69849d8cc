// Numbers in a list, with what may be done to each.

import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { CheckboxField, TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { LookupField } from "@/components/forms/lookup-field";
import { Badge } from "@/components/ui/badge";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { FormDialog } from "@/components/ui/form-dialog";
import { Table, type TableSorting } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";

export interface NumberRow {
  readonly id: string;
  readonly e164: string;
  readonly kind: "byoc" | "cradle";
  readonly carrierId: string | null;
  readonly carrierName: string | null;
  readonly customerId: string;
  readonly customerName: string;
  readonly trunkId: string | null;
  readonly trunkName: string | null;
  readonly active: boolean;
  readonly label: string;
  readonly version: number;
}

export interface NumberActions {
  readonly update: FormAction;
  readonly remove: FormAction;
}

export const NUMBER_KIND_WORDS = { byoc: "BYOC number", cradle: "Cradle number" } as const;

function RowActions({ number, actions }: { number: NumberRow; actions: NumberActions }) {
  return (
    <div className="-my-1 flex justify-end gap-1">
      <FormDialog
        open="Edit"
        openLabel={`Edit ${number.e164}`}
        look="quiet"
        title={`Edit number ${number.e164}`}
      >
        <ActionForm
          action={actions.update}
          label="Edit number"
          version={number.version}
          hidden={{ id: number.id }}
        >
          <TextField name="label" label="Number label" defaultValue={number.label} />
          {number.kind === "cradle" ? (
            <LookupField
              name="customerId"
              label="Customer"
              kind="customers"
              defaultOption={{ value: number.customerId, label: number.customerName }}
              hint="With another customer all its verifications are revoked."
            />
          ) : null}
          <CheckboxField name="active" label="Active" defaultChecked={number.active} />
          <FormButtons submit="Save number" />
        </ActionForm>
      </FormDialog>
      <ConfirmDialog
        open="Remove"
        openLabel={`Remove ${number.e164}`}
        title={`Remove number ${number.e164}?`}
        consequence="Calls to it and with it as A-number are refused as soon as the agents apply this."
      >
        <ConfirmForm
          action={actions.remove}
          submit="Remove number"
          version={number.version}
          hidden={{ id: number.id }}
        />
      </ConfirmDialog>
    </div>
  );
}

export interface NumberListProps {
  numbers: readonly NumberRow[];
  /** Null where the visitor may not change them. */
  actions: NumberActions | null;
  /** The thing whose page this is needs no column. */
  without?: "customer" | "trunk";
  sorting?: TableSorting;
}

export function NumberList({ numbers, actions, without, sorting }: NumberListProps) {
  return (
    <Table
      sorting={sorting}
      caption="Numbers"
      rows={numbers}
      rowKey={(number) => number.id}
      columns={[
        {
          header: "Number",
          sort: "number",
          heading: true,
          cell: (number) => (
            <TextLink
              href={`/look-up?q=${encodeURIComponent(number.e164)}`}
              className="tabular-nums"
            >
              {number.e164}
            </TextLink>
          ),
          copy: (number) => number.e164,
        },
        { header: "Kind", minor: true, cell: (number) => NUMBER_KIND_WORDS[number.kind] },
        {
          header: "Use",
          cell: (number) =>
            number.active ? <Badge tone="good">Active</Badge> : <Badge>Inactive</Badge>,
        },
        ...(without === undefined
          ? [
              {
                header: "Customer",
                cell: (number: NumberRow) => (
                  <TextLink href={`/customers/${number.customerId}`}>
                    {number.customerName}
                  </TextLink>
                ),
              },
            ]
          : []),
        ...(without === "trunk"
          ? []
          : [
              {
                header: "Trunk",
                minor: true,
                cell: (number: NumberRow) =>
                  number.trunkId === null ? null : (
                    <TextLink href={`/trunks/${number.trunkId}`}>{number.trunkName}</TextLink>
                  ),
              },
            ]),
        { header: "Label", sort: "label", minor: true, cell: (number) => number.label },
        ...(actions === null
          ? []
          : [
              {
                header: "Actions",
                align: "end" as const,
                cell: (number: NumberRow) => <RowActions number={number} actions={actions} />,
              },
            ]),
      ]}
    />
  );
}
