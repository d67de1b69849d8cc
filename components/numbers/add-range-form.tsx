// Adds every number from a first to a last: all of them, or none.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { FieldRow, TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { NumberOwnerFields } from "./number-owner-fields";

export interface AddRangeFormProps {
  action: FormAction;
  /** The trunk is given where the form stands on its page. */
  trunkId?: string;
}

export function AddRangeForm({ action, trunkId }: AddRangeFormProps) {
  const fixed = trunkId !== undefined;
  return (
    <ActionForm action={action} label="Add range" hidden={fixed ? { kind: "byoc", trunkId } : {}}>
      <FieldRow>
        <TextField
          name="first"
          label="First number"
          required
          inputMode="tel"
          hint="Full E.164, such as +6498879300"
        />
        <TextField
          name="last"
          label="Last number"
          required
          inputMode="tel"
          hint="Up to 10,000 numbers, both ends included"
        />
      </FieldRow>
      {fixed ? null : <NumberOwnerFields />}
      <TextField name="label" label="Label of each number" />
      <FormButtons submit="Add range" />
    </ActionForm>
  );
}
