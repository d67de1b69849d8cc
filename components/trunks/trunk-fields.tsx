"use client";
// The fields of a trunk: name, limits and destinations, then how headers and odd calls are treated.
import { CountriesField } from "@/components/forms/countries-field";
import { FieldRow, TextAreaField, TextField } from "@/components/forms/fields";
import type { KnownValues } from "@/components/forms/known-values";
import { TrunkTreatmentFields } from "./trunk-treatment-fields";

export interface TrunkValues {
  readonly name: string;
  readonly country: string;
  readonly maxChannels: number | null;
  readonly maxCallsPerSec: number | null;
  readonly allowedDestinations: readonly string[];
  readonly longestCallSec: number;
  readonly acceptAnonymous: boolean;
  readonly invalidANumber: string;
  readonly acceptForwarded: boolean;
  readonly allowRefer: boolean;
  readonly assertedIdentity: string;
  readonly diversion: string;
  readonly historyInfo: string;
  readonly privacy: string;
  readonly notes: string;
}

export interface TrunkFieldsProps {
  values?: TrunkValues;
  /** What a new trunk starts from. */
  start?: KnownValues<TrunkValues>;
  prefix?: string;
  /** Only what a first trunk needs. */
  short?: boolean;
}

export function TrunkFields({ values, start, prefix = "", short = false }: TrunkFieldsProps) {
  const shown: KnownValues<TrunkValues> | undefined = values ?? start;
  return (
    <>
      <FieldRow>
        <TextField name={`${prefix}name`} label="Trunk name" required defaultValue={values?.name} />
        <TextField
          name={`${prefix}country`}
          label="Trunk country"
          required={!short}
          hint={`${short ? "Empty: the carrier's" : "Two letters, such as NZ"}; decides its emergency numbers`}
          maxLength={2}
          defaultValue={shown?.country}
        />
      </FieldRow>
      {values ? null : (
        <TextField
          name={`${prefix}fqdnLabel`}
          label="FQDN label"
          mono
          hint="Its name under the signalling FQDN, for good; empty: one is drawn"
        />
      )}
      <FieldRow>
        <TextField
          name={`${prefix}maxChannels`}
          label="Trunk channels"
          inputMode="numeric"
          hint="Needed before testing"
          defaultValue={shown?.maxChannels?.toString()}
        />
        <TextField
          name={`${prefix}maxCallsPerSec`}
          label="Trunk calls per second"
          inputMode="numeric"
          hint="Needed before testing"
          defaultValue={shown?.maxCallsPerSec?.toString()}
        />
      </FieldRow>
      <CountriesField
        name={`${prefix}allowedDestinations`}
        label="Allowed destination countries"
        none="None: no outbound call is allowed."
        defaultCodes={shown?.allowedDestinations}
      />
      {short ? null : (
        <>
          <TrunkTreatmentFields prefix={prefix} {...(shown ? { values: shown } : {})} />
          <TextAreaField name={`${prefix}notes`} label="Trunk notes" defaultValue={values?.notes} />
        </>
      )}
    </>
  );
}
