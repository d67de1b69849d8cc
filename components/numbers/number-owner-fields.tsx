"use client";
// Whose numbers are: the carrier's, on a trunk, or Cradle's own, for a customer.
import { useState } from "react";
import { SelectField } from "@/components/forms/fields";
import { LookupField } from "@/components/forms/lookup-field";

const KINDS = [
  { value: "byoc", label: "BYOC number: the carrier's" },
  { value: "cradle", label: "Cradle number: our own" },
];

export interface NumberOwnerFieldsProps {
  /** Offers to leave it to the rows of a list. */
  byRows?: boolean;
}

export function NumberOwnerFields({ byRows = false }: NumberOwnerFieldsProps) {
  const [kind, setKind] = useState(byRows ? "" : "byoc");
  return (
    <>
      <SelectField
        name="kind"
        label="Kind"
        required
        options={byRows ? [{ value: "", label: "As the rows say" }, ...KINDS] : KINDS}
        defaultValue={kind}
        onChange={setKind}
      />
      {kind === "byoc" ? (
        <LookupField key="trunk" name="trunkId" label="Trunk" kind="trunks" optional={byRows} />
      ) : null}
      {kind === "cradle" ? (
        <LookupField
          key="customer"
          name="customerId"
          label="Customer"
          kind="customers"
          optional={byRows}
        />
      ) : null}
    </>
  );
}
