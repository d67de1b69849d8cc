"use client";
// Adds a number: a carrier's to a trunk, or Cradle's own to a customer.
import { useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { SelectField, TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { LookupField } from "@/components/forms/lookup-field";

export interface AddNumberFormProps {
  action: FormAction;
  /** The trunk is given where the form stands on its page. */
  trunkId?: string;
}

const KINDS = [
  { value: "byoc", label: "BYOC number: the carrier's" },
  { value: "cradle", label: "Cradle number: our own" },
];

export function AddNumberForm({ action, trunkId }: AddNumberFormProps) {
  const [kind, setKind] = useState("byoc");
  const fixed = trunkId !== undefined;
  return (
    <ActionForm action={action} label="Add number" hidden={fixed ? { kind: "byoc", trunkId } : {}}>
      <TextField
        name="e164"
        label="E.164 number"
        required
        inputMode="tel"
        hint="Full E.164, such as +6498879333"
      />
      {fixed ? null : (
        <>
          <SelectField
            name="kind"
            label="Kind"
            required
            options={KINDS}
            defaultValue={kind}
            onChange={setKind}
          />
          {kind === "byoc" ? (
            <LookupField key="trunk" name="trunkId" label="Trunk" kind="trunks" />
          ) : (
            <LookupField key="customer" name="customerId" label="Customer" kind="customers" />
          )}
        </>
      )}
      <TextField name="label" label="Number label" />
      <FormButtons submit="Add number" />
    </ActionForm>
  );
}
