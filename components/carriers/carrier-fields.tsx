"use client";
// The fields of a carrier itself.
import { FieldRow, SelectField, TextAreaField, TextField } from "@/components/forms/fields";
import type { KnownValues } from "@/components/forms/known-values";
import { AUTH_MODE_WORDS } from "./carrier-words";

export interface CarrierValues {
  readonly name: string;
  readonly country: string;
  readonly authMode: keyof typeof AUTH_MODE_WORDS;
  readonly maxChannels: number | null;
  readonly maxCallsPerSec: number | null;
  readonly testNumbers: readonly string[];
  readonly testWindow: string;
  readonly notes: string;
}

const AUTH_MODES = Object.entries(AUTH_MODE_WORDS).map(([value, label]) => ({ value, label }));

/** `prefix` stands before each control's name where the carrier is part of a larger form; of a new one `values` may name some. */
export function CarrierFields({
  values,
  prefix = "",
}: {
  values?: KnownValues<CarrierValues>;
  prefix?: string;
}) {
  return (
    <>
      <FieldRow>
        <TextField
          name={`${prefix}name`}
          label="Carrier name"
          required
          defaultValue={values?.name}
        />
        <TextField
          name={`${prefix}country`}
          label="Carrier country"
          required
          hint="Two letters, such as NZ"
          maxLength={2}
          defaultValue={values?.country}
        />
      </FieldRow>
      <SelectField
        name={`${prefix}authMode`}
        label="Authentication"
        required
        hint="How the carrier proves itself when it sends calls to Cradle"
        options={AUTH_MODES}
        defaultValue={values?.authMode ?? "acl"}
      />
      <FieldRow>
        <TextField
          name={`${prefix}maxChannels`}
          label="Most channels"
          inputMode="numeric"
          hint="Empty: only the trunks' limits apply"
          defaultValue={values?.maxChannels?.toString()}
        />
        <TextField
          name={`${prefix}maxCallsPerSec`}
          label="Most calls per second"
          inputMode="numeric"
          hint="Empty: only the trunks' limits apply"
          defaultValue={values?.maxCallsPerSec?.toString()}
        />
      </FieldRow>
      {values?.testNumbers === undefined ? null : (
        <>
          <TextField
            name={`${prefix}testNumbers`}
            label="Test numbers"
            mono
            hint="The carrier's numbers that Cradle calls in tests, in full E.164 with commas between"
            defaultValue={values.testNumbers.join(", ")}
          />
          <TextField
            name={`${prefix}testWindow`}
            label="Test window"
            hint="When test calls are made, with the time zone. Empty: the platform's"
            defaultValue={values.testWindow}
          />
        </>
      )}
      <TextAreaField name={`${prefix}notes`} label="Notes" defaultValue={values?.notes} />
    </>
  );
}
