// Records what a carrier answered: one answer for all, and another for single numbers where it differs.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { FieldRow, SelectField, TextAreaField, TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import type { NumberedItem } from "@/lib/schemas/verification";

const SHARED = [
  { value: "verified", label: "Verified" },
  { value: "rejected", label: "Rejected" },
];
const EACH = [
  { value: "shared", label: "As above" },
  { value: "verified", label: "Verified" },
  { value: "rejected", label: "Rejected" },
  { value: "", label: "Not answered yet" },
];

export function AnswerForm(props: { action: FormAction; items: readonly NumberedItem[] }) {
  const versions = props.items.map((item) => [`version.${item.id}`, String(item.version)] as const);
  return (
    <ActionForm
      action={props.action}
      label="Carrier's answer"
      hidden={Object.fromEntries(versions)}
    >
      <FieldRow>
        <SelectField
          name="to"
          label="The carrier’s answer"
          required
          options={SHARED}
          defaultValue="verified"
        />
        <TextField
          name="validUntil"
          label="Valid until (UTC)"
          type="datetime-local"
          hint="Left empty: until it is revoked"
        />
      </FieldRow>
      <TextAreaField name="note" label="The carrier’s reference or reason" rows={2} />
      <FieldRow>
        {props.items.map((item) => (
          <SelectField
            key={item.id}
            name={`answer.${item.id}`}
            label={item.e164}
            required
            options={EACH}
            defaultValue="shared"
          />
        ))}
      </FieldRow>
      <FormButtons submit="Record answer" />
    </ActionForm>
  );
}
