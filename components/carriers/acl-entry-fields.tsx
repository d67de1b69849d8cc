"use client";
// The fields of an ACL entry.
import { FieldRow, TextAreaField, TextField } from "@/components/forms/fields";

export interface AclEntryValues {
  readonly block: string;
  readonly label: string;
  readonly site: string;
  readonly requestedBy: string;
  readonly comment: string;
  /** As a `datetime-local` control shows them, in UTC. */
  readonly validFrom: string;
  readonly validUntil: string;
}

export interface AclEntryFieldsProps {
  values?: AclEntryValues;
  prefix?: string;
  /** Only what a first entry needs. */
  short?: boolean;
}

export function AclEntryFields({ values, prefix = "", short = false }: AclEntryFieldsProps) {
  return (
    <>
      <FieldRow>
        <TextField
          name={`${prefix}block`}
          label="Address or block"
          required
          mono
          hint="Such as 192.0.2.10 or 192.0.2.8/29; no wider than /24 or /64"
          defaultValue={values?.block}
        />
        <TextField name={`${prefix}label`} label="Entry label" defaultValue={values?.label} />
      </FieldRow>
      {short ? null : (
        <>
          <FieldRow>
            <TextField name={`${prefix}site`} label="Site" defaultValue={values?.site} />
            <TextField
              name={`${prefix}requestedBy`}
              label="Requested by"
              hint="Who at the carrier gave this address"
              defaultValue={values?.requestedBy}
            />
          </FieldRow>
          <FieldRow>
            <TextField
              name={`${prefix}validFrom`}
              label="Valid from (UTC)"
              type="datetime-local"
              hint={values === undefined ? "Empty: from now on" : undefined}
              defaultValue={values?.validFrom}
            />
            <TextField
              name={`${prefix}validUntil`}
              label="Valid until (UTC)"
              type="datetime-local"
              hint="Empty: until removed"
              defaultValue={values?.validUntil}
            />
          </FieldRow>
          <TextAreaField
            name={`${prefix}comment`}
            label="Comment"
            rows={2}
            defaultValue={values?.comment}
          />
        </>
      )}
    </>
  );
}
