// Adds one of Cradle's own addresses or blocks.

import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { FormDialog } from "@/components/ui/form-dialog";

export interface AddBlockDialogProps {
  /** "core source", "lab network". */
  what: string;
  hint: string;
  action: FormAction;
}

export function AddBlockDialog({ what, hint, action }: AddBlockDialogProps) {
  const title = `Add ${what}`;
  return (
    <FormDialog open={title} title={title}>
      <ActionForm action={action} label={title}>
        <TextField name="block" label="Address or block" required mono hint={hint} />
        <TextField name="label" label="Label" />
        <FormButtons submit={title} />
      </ActionForm>
    </FormDialog>
  );
}
