// Records which number the called phone showed.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { FormDialog } from "@/components/ui/form-dialog";

export interface DeclareTestCallFormProps {
  action: FormAction;
  id: string;
  version: number;
  announcedA: string;
  announcedB: string;
}

export function DeclareTestCallForm(props: DeclareTestCallFormProps) {
  const { action, id, version, announcedA, announcedB } = props;
  return (
    <FormDialog
      open="Record what the phone showed"
      title={`What did ${announcedB} show?`}
      description={`Call it from Cradle with ${announcedA} first: without the recorded call nothing is taken. What you record stands as your word, with name and time.`}
    >
      <ActionForm
        action={action}
        label="Record what the phone showed"
        version={version}
        hidden={{ id }}
      >
        <TextField
          name="shownA"
          label="Number shown"
          required
          inputMode="tel"
          mono
          hint="As the phone showed it, also in national form"
        />
        <TextField
          name="declaredByName"
          label="Read by"
          required
          hint="Who looked at the phone"
          maxLength={100}
        />
        <TextField
          name="declaredAt"
          label="When (UTC)"
          type="datetime-local"
          hint="Empty: just now"
        />
        <FormButtons submit="Record number" />
      </ActionForm>
    </FormDialog>
  );
}
