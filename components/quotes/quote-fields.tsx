"use client";
// The fields of a draft: what it is priced in, what is agreed, its lines and terms.
import { useState } from "react";
import {
  FieldGroup,
  FieldRow,
  SelectField,
  TextAreaField,
  TextField,
} from "@/components/forms/fields";
import { useFormContext } from "@/components/forms/form-context";
import { CURRENCIES, currencyScale } from "@/lib/money/currency";
import { formatPercent } from "@/lib/money/decimal";
import type { DraftLine } from "./draft-line";
import { QuoteLineEditor } from "./quote-line-editor";

export interface QuoteValues {
  readonly currency: string;
  readonly taxCountry: string;
  readonly agreedChannels: string;
  readonly agreedCallsPerSec: string;
  /** As a `datetime-local` control shows it, in UTC. */
  readonly validUntil: string;
  readonly terms: string;
  readonly lines: readonly DraftLine[];
}

export interface TaxOption {
  readonly country: string;
  readonly name: string;
  readonly basisPoints: number;
}

export interface QuoteFieldsProps {
  values: QuoteValues;
  taxRates: readonly TaxOption[];
  /** Null where whoever types may go over it. */
  discountLimitBasisPoints: number | null;
}

const CURRENCY_OPTIONS = CURRENCIES.map((code) => ({ value: code, label: code }));

function taxOptions(rates: readonly TaxOption[], chosen: string) {
  const options = rates.map((rate) => ({
    value: rate.country,
    label: `${rate.country}: ${rate.name} ${formatPercent(rate.basisPoints)} %`,
  }));
  if (options.some((option) => option.value === chosen)) return options;
  return [{ value: chosen, label: `${chosen}: no rate yet` }, ...options];
}

export function QuoteFields({ values, taxRates, discountLimitBasisPoints }: QuoteFieldsProps) {
  const submitted = useFormContext().values;
  const [currency, setCurrency] = useState(submitted?.currency ?? values.currency);
  const [country, setCountry] = useState(submitted?.taxCountry ?? values.taxCountry);
  const tax = taxRates.find((rate) => rate.country === country) ?? null;
  return (
    <>
      <FieldRow>
        <SelectField
          name="currency"
          label="Currency"
          required
          options={CURRENCY_OPTIONS}
          defaultValue={values.currency}
          onChange={setCurrency}
        />
        <SelectField
          name="taxCountry"
          label="Tax country"
          required
          hint={tax === null ? "An admin adds its rate in Settings, Quoting" : undefined}
          options={taxOptions(taxRates, values.taxCountry)}
          defaultValue={values.taxCountry}
          onChange={setCountry}
        />
        <TextField
          name="agreedChannels"
          label="Agreed channels"
          required
          inputMode="numeric"
          hint="The trunk's limit once the quote is accepted"
          defaultValue={values.agreedChannels}
        />
        <TextField
          name="agreedCallsPerSec"
          label="Agreed calls per second"
          required
          inputMode="numeric"
          hint="Likewise"
          defaultValue={values.agreedCallsPerSec}
        />
        <TextField
          name="validUntil"
          label="Valid until (UTC)"
          required
          type="datetime-local"
          defaultValue={values.validUntil}
        />
      </FieldRow>
      <FieldGroup
        legend="Lines"
        hint="Each line is rounded once to the currency's smallest unit; the total is the sum of what is shown."
      >
        <QuoteLineEditor
          lines={values.lines}
          currency={currency}
          scale={currencyScale(currency) ?? 2}
          tax={tax}
          discountLimitBasisPoints={discountLimitBasisPoints}
        />
      </FieldGroup>
      <TextAreaField name="terms" label="Terms" rows={5} defaultValue={values.terms} />
    </>
  );
}
