// What may be done to a saved view: another name, shared or not, gone.
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { CheckboxField, TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { FormDialog } from "@/components/ui/form-dialog";
import type { ViewOfActor } from "@/lib/schemas/saved-view";
import type { ViewActions } from "./view-bar";

export interface EditViewProps {
  view: ViewOfActor;
  mayShare: boolean;
  actions: ViewActions;
}

export function EditView({ view, mayShare, actions }: EditViewProps) {
  return (
    <>
      <FormDialog
        open="Edit view"
        openLabel={`Edit the view ${view.name}`}
        look="quiet"
        title={`Edit the view ${view.name}`}
      >
        <ActionForm
          action={actions.update}
          label="Edit view"
          version={view.version}
          hidden={{ id: view.id }}
        >
          <TextField name="name" label="Name" required maxLength={60} defaultValue={view.name} />
          {mayShare ? (
            <CheckboxField
              name="shared"
              label="Share with all staff"
              defaultChecked={view.shared}
            />
          ) : null}
          <FormButtons submit="Save view" />
        </ActionForm>
      </FormDialog>
      <ConfirmDialog
        open="Remove view"
        openLabel={`Remove the view ${view.name}`}
        title={`Remove the view ${view.name}?`}
        consequence={
          view.shared ? "It goes for everybody. The list itself stays." : "The list itself stays."
        }
      >
        <ConfirmForm
          action={actions.remove}
          submit="Remove view"
          version={view.version}
          hidden={{ id: view.id }}
        />
      </ConfirmDialog>
    </>
  );
}
