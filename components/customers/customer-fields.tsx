"use client";
// The fields of a customer.
import { FieldRow, TextAreaField, TextField } from "@/components/forms/fields";

export interface CustomerValues {
  readonly name: string;
  readonly accountReference: string | null;
  readonly country: string;
  readonly notes: string;
}

export interface CustomerFieldsProps {
  values?: CustomerValues;
  prefix?: string;
  /** Only what a first customer beside a carrier needs. */
  short?: boolean;
}

export function CustomerFields({ values, prefix = "", short = false }: CustomerFieldsProps) {
  return (
    <>
      <FieldRow>
        <TextField
          name={`${prefix}name`}
          label="Customer name"
          required
          defaultValue={values?.name}
        />
        <TextField
          name={`${prefix}country`}
          label="Customer country"
          required={!short}
          hint={short ? "Empty: the carrier's" : "Two letters, such as NZ"}
          maxLength={2}
          defaultValue={values?.country}
        />
      </FieldRow>
      <TextField
        name={`${prefix}accountReference`}
        label="Account reference"
        hint="The account's reference in Cradle's own systems"
        defaultValue={values?.accountReference ?? undefined}
      />
      {short ? null : (
        <TextAreaField name={`${prefix}notes`} label="Notes" defaultValue={values?.notes} />
      )}
    </>
  );
}
