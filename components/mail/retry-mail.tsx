// Puts a message that failed or waits for long back into the outbox, after a second press.
import type { FormAction } from "@/components/forms/action-state";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

export function RetryMail({ id, to, action }: { id: string; to: string; action: FormAction }) {
  return (
    <ConfirmDialog
      open="Try again"
      openLabel={`Try again to send to ${to}`}
      title="Send this message again?"
      consequence={`It goes to ${to}, the address it was written for.`}
    >
      <ConfirmForm action={action} submit="Try again" hidden={{ id }} harmless />
    </ConfirmDialog>
  );
}
