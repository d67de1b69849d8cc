// The tax rates by country, with what may be done to each.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { FieldRow, TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { FormDialog } from "@/components/ui/form-dialog";
import { Table } from "@/components/ui/table";
import { formatPercent } from "@/lib/money/decimal";

export interface TaxRateRow {
  readonly id: string;
  readonly country: string;
  readonly name: string;
  readonly basisPoints: number;
  readonly version: number;
}

/** Name and percentage; the country where the rate is new. */
export function TaxRateFields({ rate }: { rate?: TaxRateRow }) {
  return (
    <>
      {rate ? null : (
        <TextField
          name="country"
          label="Country"
          required
          maxLength={2}
          hint="Two letters, such as NZ"
        />
      )}
      <FieldRow>
        <TextField
          name="name"
          label="Name"
          required
          maxLength={40}
          hint="As it stands on the quote, such as GST"
          defaultValue={rate?.name}
        />
        <TextField
          name="percent"
          label="Percent"
          required
          inputMode="numeric"
          hint="Such as 15 or 7.7"
          defaultValue={rate && formatPercent(rate.basisPoints)}
        />
      </FieldRow>
    </>
  );
}

interface TaxRateActions {
  readonly update: FormAction;
  readonly remove: FormAction;
}

function RateActions({ rate, actions }: { rate: TaxRateRow; actions: TaxRateActions }) {
  return (
    <div className="-my-1 flex justify-end gap-1">
      <FormDialog
        open="Edit"
        openLabel={`Edit the tax rate of ${rate.country}`}
        look="quiet"
        title={`Edit the tax rate of ${rate.country}`}
        description="Quotes that were sent keep theirs; a draft takes the new one when it is saved again."
      >
        <ActionForm
          action={actions.update}
          label="Edit tax rate"
          version={rate.version}
          hidden={{ id: rate.id }}
        >
          <TaxRateFields rate={rate} />
          <FormButtons submit="Save tax rate" />
        </ActionForm>
      </FormDialog>
      <ConfirmDialog
        open="Remove"
        openLabel={`Remove the tax rate of ${rate.country}`}
        title={`Remove the tax rate of ${rate.country}?`}
        consequence="Quotes that were sent keep theirs. No quote for this country can be drafted or sent until a rate is added again."
      >
        <ConfirmForm
          action={actions.remove}
          submit="Remove tax rate"
          version={rate.version}
          hidden={{ id: rate.id }}
        />
      </ConfirmDialog>
    </div>
  );
}

export interface TaxRateListProps {
  rates: readonly TaxRateRow[];
  /** Null where the visitor may not change them. */
  actions: TaxRateActions | null;
}

export function TaxRateList({ rates, actions }: TaxRateListProps) {
  if (rates.length === 0) {
    return (
      <EmptyState title="No tax rate yet">
        No quote can be drafted before its country has one. A country without tax has 0 %.
      </EmptyState>
    );
  }
  return (
    <Table
      caption="Tax rates"
      rows={rates}
      rowKey={(rate) => rate.id}
      columns={[
        { header: "Country", heading: true, cell: (rate) => rate.country },
        { header: "Name", cell: (rate) => rate.name },
        { header: "Rate", align: "end", cell: (rate) => `${formatPercent(rate.basisPoints)} %` },
        ...(actions === null
          ? []
          : [
              {
                header: "Actions",
                align: "end" as const,
                cell: (rate: TaxRateRow) => <RateActions rate={rate} actions={actions} />,
              },
            ]),
      ]}
    />
  );
}
