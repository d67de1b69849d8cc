// Adds a document to one thing, in a dialog.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { TextField } from "@/components/forms/fields";
import { FileField } from "@/components/forms/file-field";
import { FormButtons } from "@/components/forms/form-buttons";
import { FormDialog } from "@/components/ui/form-dialog";
import type { DocumentOwner } from "@/lib/schemas/document";

export interface AddDocumentFormProps {
  /** `uploadDocumentAction` of the documents' actions. */
  action: FormAction;
  owner: DocumentOwner;
  /** What the opening button says. */
  open?: string;
  title?: string;
}

export function AddDocumentForm({
  action,
  owner,
  open = "Add document",
  title = "Add document",
}: AddDocumentFormProps) {
  return (
    <FormDialog
      open={open}
      title={title}
      description="It is kept as it is: a document is never changed or removed."
    >
      <ActionForm action={action} label={title} hidden={{ [owner.kind]: owner.id }}>
        <FileField name="file" label="File" required />
        <TextField
          name="purpose"
          label="What it is"
          hint="For instance: interconnect agreement, evidence, LOA countersigned"
          maxLength={100}
        />
        <FormButtons submit="Add document" submitting="Adding…" />
      </ActionForm>
    </FormDialog>
  );
}
