// What may be done to a SIP credential in use: note its hand-over, let it end at a date, end it now.
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { FormDialog } from "@/components/ui/form-dialog";

export interface CredentialFormActions {
  readonly handOver: FormAction;
  readonly retire: FormAction;
  readonly revoke: FormAction;
}

export interface CredentialActionsProps {
  credential: {
    readonly id: string;
    readonly username: string;
    readonly state: "active" | "retiring" | "revoked";
    readonly retiresAt: Date | null;
    readonly handedOverTo: string;
    readonly handedOverVia: string;
    readonly handedOverAt: Date | null;
    readonly callsLastDay: number;
    readonly version: number;
  };
  /** No other credential of this carrier is in use. */
  isLast: boolean;
  isAsked: boolean;
  /** What a retirement's form offers where none is set yet. */
  retiresAt: Date;
  actions: CredentialFormActions;
}

function revokeConsequence({ credential, isLast, isAsked }: CredentialActionsProps): string {
  const { callsLastDay } = credential;
  const used =
    callsLastDay === 0
      ? "It has let no call in within the last day."
      : `It has let ${callsLastDay === 1 ? "1 call" : `${callsLastDay} calls`} in within the last day.`;
  const now = `${used} Calls that answer with it are refused as soon as the agents apply this. Calls that are up go on.`;
  if (!isLast) return `${now} The other credential keeps working. A revoked one never comes back.`;
  return isAsked
    ? `It is the last one: without a credential every inbound call of this carrier is refused, as its authentication asks for one. Revoking never opens the door. ${now}`
    : `It is the last one. This carrier is not asked for a password, so its calls pass by ACL alone as before. ${now}`;
}

function retireConsequence({ isLast }: CredentialActionsProps): string {
  return isLast
    ? "It is the only one in use: issue its successor and hand it over first. From that second on this one is refused."
    : "Until then both credentials work; from that second on this one is refused.";
}

export function CredentialActions(props: CredentialActionsProps) {
  const { credential, actions } = props;
  const { id, username, version } = credential;
  const retiring = credential.state === "retiring";
  return (
    <div className="-my-1 flex flex-wrap justify-end gap-1">
      <FormDialog
        open="Hand-over"
        openLabel={`${username}: note the hand-over`}
        look="quiet"
        title={`Hand-over of ${username}`}
        description="Never the password itself: only to whom it was given, how and when."
      >
        <ActionForm
          action={actions.handOver}
          label="Note the hand-over"
          version={version}
          hidden={{ id }}
        >
          <TextField
            name="handedOverTo"
            label="Given to"
            required
            maxLength={200}
            defaultValue={credential.handedOverTo}
          />
          <TextField
            name="handedOverVia"
            label="By which channel"
            required
            maxLength={200}
            hint="Another than the one that carried the username, such as telephone"
            defaultValue={credential.handedOverVia}
          />
          <TextField
            name="handedOverAt"
            label="When"
            type="datetime-local"
            hint="In UTC. Empty: now"
            defaultValue={credential.handedOverAt?.toISOString().slice(0, 16)}
          />
          <FormButtons submit="Save hand-over" />
        </ActionForm>
      </FormDialog>
      <FormDialog
        open={retiring ? "Change date" : "Retire"}
        openLabel={`${username}: ${retiring ? "change the date it ends" : "retire"}`}
        look="quiet"
        title={retiring ? `Change when ${username} ends` : `Retire ${username}`}
        description={retireConsequence(props)}
      >
        <ActionForm
          action={actions.retire}
          label="Retire credential"
          version={version}
          hidden={{ id }}
        >
          <TextField
            name="retiresAt"
            label="Ends at"
            type="datetime-local"
            required
            hint="In UTC, within 90 days"
            defaultValue={(credential.retiresAt ?? props.retiresAt).toISOString().slice(0, 16)}
          />
          <FormButtons submit={retiring ? "Save date" : "Retire credential"} />
        </ActionForm>
      </FormDialog>
      <ConfirmDialog
        open="Revoke"
        openLabel={`${username}: revoke`}
        title={`Revoke ${username} now?`}
        consequence={revokeConsequence(props)}
      >
        <ConfirmForm
          action={actions.revoke}
          submit="Revoke credential"
          version={version}
          hidden={{ id }}
          reason={{ name: "reason", label: "Reason", required: false }}
        />
      </ConfirmDialog>
    </div>
  );
}
