"use client";
// The fields of a SIP destination: a carrier's gateway, or a core endpoint.
import { CheckboxField, FieldRow, SelectField, TextField } from "@/components/forms/fields";
import type { KnownValues } from "@/components/forms/known-values";

export interface TargetValues {
  readonly host: string;
  readonly port: number | null;
  readonly transport: string;
  readonly priority: number;
  readonly weight: number;
  readonly enabled: boolean;
  readonly optionsCheck: boolean;
}

const TRANSPORTS = [
  { value: "udp", label: "UDP" },
  { value: "tcp", label: "TCP" },
  { value: "tls", label: "TLS" },
];

export interface TargetFieldsProps {
  /** Of a new one, those that are known. */
  values?: KnownValues<TargetValues>;
  prefix?: string;
  /** Only what a first gateway needs. */
  short?: boolean;
}

export function TargetFields({ values, prefix = "", short = false }: TargetFieldsProps) {
  return (
    <>
      <TextField
        name={`${prefix}host`}
        label="Host"
        required
        mono
        hint="A name or an address, such as sip.example.net or 192.0.2.20"
        defaultValue={values?.host}
      />
      <FieldRow>
        <TextField
          name={`${prefix}port`}
          label="Port"
          inputMode="numeric"
          hint="Empty: by DNS, else 5060 or 5061"
          defaultValue={values?.port?.toString()}
        />
        <SelectField
          name={`${prefix}transport`}
          label="Transport"
          required
          options={TRANSPORTS}
          defaultValue={values?.transport ?? "udp"}
        />
      </FieldRow>
      {short ? null : (
        <>
          <FieldRow>
            <TextField
              name={`${prefix}priority`}
              label="Priority"
              required
              inputMode="numeric"
              hint="Lower is tried first"
              defaultValue={values?.priority?.toString() ?? "10"}
            />
            <TextField
              name={`${prefix}weight`}
              label="Weight"
              required
              inputMode="numeric"
              hint="Share among those of one priority"
              defaultValue={values?.weight?.toString() ?? "100"}
            />
          </FieldRow>
          <CheckboxField
            name={`${prefix}enabled`}
            label="Enabled"
            defaultChecked={values?.enabled ?? true}
          />
          <CheckboxField
            name={`${prefix}optionsCheck`}
            label="Check with OPTIONS"
            hint="Asks every 30 s whether it answers"
            defaultChecked={values?.optionsCheck ?? true}
          />
        </>
      )}
    </>
  );
}
