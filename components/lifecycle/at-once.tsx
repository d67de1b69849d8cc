// A step that is done with one press and asks nothing first; a reason may be given beside it.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { PressButton } from "@/components/forms/press-button";
import { Input } from "@/components/ui/input";

export interface AtOnceProps {
  /** The deed, as the button says it. */
  label: string;
  /** What the button is called where its word alone is not plain enough. */
  longLabel?: string;
  id: string;
  to: string;
  version: number;
  action: FormAction;
  /** Offers a field for a reason. */
  withReason?: boolean;
}

export function AtOnce({ label, longLabel, id, to, version, action, withReason }: AtOnceProps) {
  return (
    <ActionForm
      // Drawn from another version it is another form.
      key={version}
      action={action}
      label={longLabel ?? label}
      version={version}
      hidden={{ id, to }}
    >
      <div className="flex flex-wrap items-center gap-2">
        <PressButton label={label} {...(longLabel === undefined ? {} : { longLabel })} />
        {withReason ? (
          <Input
            name="reason"
            aria-label={`Reason to ${label.toLowerCase()}, optional`}
            placeholder="Reason (optional)"
            maxLength={500}
            autoComplete="off"
            className="max-w-56"
          />
        ) : null}
      </div>
    </ActionForm>
  );
}
