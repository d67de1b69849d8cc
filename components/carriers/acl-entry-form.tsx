"use client";
// The forms that add, edit and remove one ACL entry: whom that reaches is shown before the press that saves it.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { CheckboxField, TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import type { AclReach } from "@/lib/schemas/acl-change";
import { AclEntryFields, type AclEntryValues } from "./acl-entry-fields";
import { AclReachView, count } from "./acl-reach-view";
import { useReachFirst } from "./use-reach-first";

interface FormProps {
  readonly preview: FormAction;
  readonly save: FormAction;
}

export function AddAclEntryForm({ carrierId, preview, save }: FormProps & { carrierId: string }) {
  const { run, reach } = useReachFirst(preview, save);
  return (
    <ActionForm action={run} label="Add ACL entry" hidden={{ carrierId }}>
      <AclEntryFields />
      <Seen reach={reach} />
      <FormButtons submit={reach === null ? "Add ACL entry" : "Add ACL entry all the same"} />
    </ActionForm>
  );
}

interface OfEntry extends FormProps {
  readonly id: string;
  readonly version: number;
}

export function EditAclEntryForm(props: OfEntry & { values: AclEntryValues }) {
  const { id, version, values, preview, save } = props;
  const { validFrom, validUntil } = values;
  const { run, reach } = useReachFirst(preview, save, { drawn: { validFrom, validUntil } });
  return (
    <ActionForm action={run} label="Edit ACL entry" version={version} hidden={{ id }}>
      <AclEntryFields values={values} />
      <Seen reach={reach} />
      <FormButtons
        submit={reach === null ? "Save ACL entry" : `Save ACL entry${refusing(reach)}`}
      />
    </ActionForm>
  );
}

export function RemoveAclEntryForm({ id, version, preview, save }: OfEntry) {
  const { run, reach } = useReachFirst(preview, save, { remove: true });
  return (
    <ActionForm action={run} label="Remove ACL entry" version={version} hidden={{ id }}>
      <CheckboxField name="blockNow" label="Block now" hint="Cuts off calls that are up as well" />
      <TextField name="reason" label="Reason" maxLength={500} />
      <Seen reach={reach} />
      <FormButtons
        submit={reach === null ? "Remove ACL entry" : `Remove ACL entry${refusing(reach)}`}
        submitting="Working…"
        danger
      />
    </ActionForm>
  );
}

function refusing({ newlyRefused }: AclReach): string {
  const calls = newlyRefused.reduce((sum, { callsLastDay }) => sum + callsLastDay, 0);
  return calls === 0
    ? " all the same"
    : `, refusing what sent ${count(calls, "call")} in the last day`;
}

function Seen({ reach }: { reach: AclReach | null }) {
  return (
    <div role="status" className="grid gap-3">
      {reach === null ? null : (
        <>
          <AclReachView reach={reach} />
          <p>Nothing is stored yet. Press again to go on.</p>
        </>
      )}
    </div>
  );
}
