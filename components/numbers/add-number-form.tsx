// Adds a number: a carrier's to a trunk, or Cradle's own to a customer.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { NumberOwnerFields } from "./number-owner-fields";

export interface AddNumberFormProps {
  action: FormAction;
  /** The trunk is given where the form stands on its page. */
  trunkId?: string;
}

export function AddNumberForm({ action, trunkId }: AddNumberFormProps) {
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
      {fixed ? null : <NumberOwnerFields />}
      <TextField name="label" label="Number label" />
      <FormButtons submit="Add number" />
    </ActionForm>
  );
}
