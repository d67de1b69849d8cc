// What can be done to a quote that was sent, beside recording its answer: revise it, take it back.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { SubmitButton } from "./submit-button";

export function RevisePress({ action, quoteId }: { action: FormAction; quoteId: string }) {
  return (
    <ActionForm action={action} label="Revise quote" hidden={{ id: quoteId }}>
      <SubmitButton>Revise</SubmitButton>
    </ActionForm>
  );
}

export function DeleteDraftPress({ action, revision, name }: WithdrawPressProps) {
  return (
    <ConfirmDialog
      open="Delete draft"
      look="danger-quiet"
      size="md"
      title={`Delete the draft of ${name}?`}
      consequence="What it says is gone, but for the audit trail. Revisions that were sent stay."
    >
      <ConfirmForm
        action={action}
        submit="Delete draft for good"
        version={revision.version}
        hidden={{ id: revision.id }}
        reason={{ name: "reason", label: "Reason", required: false }}
      />
    </ConfirmDialog>
  );
}

export interface WithdrawPressProps {
  action: FormAction;
  revision: { readonly id: string; readonly version: number };
  name: string;
}

export function WithdrawPress({ action, revision, name }: WithdrawPressProps) {
  return (
    <ConfirmDialog
      open="Withdraw"
      size="md"
      title={`Withdraw ${name}?`}
      consequence="It can no longer be accepted. The customer is not told by this: tell them yourself. It can be revised and sent again."
    >
      <ConfirmForm
        action={action}
        submit="Withdraw quote"
        version={revision.version}
        hidden={{ id: revision.id }}
        reason={{ name: "reason", label: "Reason", required: false }}
      />
    </ConfirmDialog>
  );
}
