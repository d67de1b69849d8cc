"use client";
// The form inside a confirmation: optionally a reason, or a word to type where nothing brings it back.
import { type ReactNode, useId, useState } from "react";
import { Input } from "@/components/ui/input";
import { ActionForm } from "./action-form";
import type { FormAction } from "./action-state";
import { TextField } from "./fields";
import { FormButtons } from "./form-buttons";

export interface ConfirmFormProps {
  action: FormAction;
  /** What the confirming button says: the deed, not "OK". */
  submit: string;
  hidden: Readonly<Record<string, string>>;
  version?: number;
  /** Label of a reason that is asked for, and whether it must be given. */
  reason?: {
    readonly name: "reason" | "overrideReason" | "waiverReason";
    readonly label: string;
    readonly required: boolean;
  };
  /** To be typed before the press counts: for what cannot be undone. */
  phrase?: string;
  harmless?: boolean;
  children?: ReactNode;
}

export function ConfirmForm(props: ConfirmFormProps) {
  const [typed, setTyped] = useState("");
  const phraseId = useId();
  const blocked = props.phrase !== undefined && typed.trim() !== props.phrase;
  return (
    <ActionForm
      action={props.action}
      label={props.submit}
      hidden={props.hidden}
      {...(props.version === undefined ? {} : { version: props.version })}
    >
      {props.children}
      {props.reason ? (
        <TextField
          name={props.reason.name}
          label={props.reason.label}
          required={props.reason.required}
          maxLength={500}
        />
      ) : null}
      {props.phrase === undefined ? null : (
        <div>
          <label htmlFor={phraseId} className="mb-1 block text-[0.8125rem] font-medium">
            {`Type “${props.phrase}” to confirm`}
          </label>
          <Input
            id={phraseId}
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
      )}
      <FormButtons
        submit={props.submit}
        submitting="Working…"
        blocked={blocked}
        danger={!props.harmless}
      />
    </ActionForm>
  );
}
