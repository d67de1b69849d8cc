"use client";
import { Button } from "@/components/ui/button";
// The last row of a form: the press that saves, and Cancel where the form is in a dialog.
import { useDialogControl } from "@/components/ui/dialog-control";
import { useFormContext } from "./form-context";

export interface FormButtonsProps {
  submit: string;
  /** What the button says while the save is under way. */
  submitting?: string;
  danger?: boolean | undefined;
  /** Not yet: something the form asks for first is missing. */
  blocked?: boolean | undefined;
}

export function FormButtons({ submit, submitting = "Saving…", danger, blocked }: FormButtonsProps) {
  const { pending } = useFormContext();
  const dialog = useDialogControl();
  return (
    <div className="flex flex-wrap items-center gap-2 pt-1">
      <Button
        type="submit"
        look={danger ? "danger" : "primary"}
        pending={pending || blocked === true}
      >
        {pending ? submitting : submit}
      </Button>
      {dialog ? <Button onClick={dialog.close}>Cancel</Button> : null}
    </div>
  );
}
