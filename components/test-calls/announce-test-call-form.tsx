"use client";
// Announces a test call: which way, from which number to which, and how long it is waited for.
import { useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { FieldRow, SelectField, TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";

export interface AnnounceTestCallFormProps {
  action: FormAction;
  trunkId: string;
  /** A BYOC number of the trunk, to begin with. */
  byocNumber: string;
}

const DIRECTIONS = [
  { value: "termination", label: "Termination (inbound): the carrier calls" },
  { value: "origination", label: "Origination (outbound): Cradle calls" },
];

const HINTS = {
  termination: {
    a: "The phone that will call, such as your mobile",
    b: "An active BYOC number of this trunk",
  },
  origination: {
    a: "A BYOC number of this trunk, or a verified Cradle number",
    b: "The phone that will be called, such as your mobile",
  },
} as const;

export function AnnounceTestCallForm({ action, trunkId, byocNumber }: AnnounceTestCallFormProps) {
  const [direction, setDirection] = useState<"termination" | "origination">("termination");
  const hints = HINTS[direction];
  const inbound = direction === "termination";
  return (
    <ActionForm action={action} label="Announce test call" hidden={{ trunkId }}>
      <SelectField
        name="direction"
        label="Direction"
        required
        options={DIRECTIONS}
        defaultValue={direction}
        onChange={(value) => setDirection(value === "origination" ? "origination" : "termination")}
      />
      <FieldRow key={direction}>
        <TextField
          name="announcedA"
          label="A-number (calling)"
          required
          inputMode="tel"
          mono
          hint={hints.a}
          defaultValue={inbound ? "" : byocNumber}
        />
        <TextField
          name="announcedB"
          label="B-number (called)"
          required
          inputMode="tel"
          mono
          hint={hints.b}
          defaultValue={inbound ? byocNumber : ""}
        />
      </FieldRow>
      <TextField
        name="windowMinutes"
        label="Minutes to wait"
        required
        inputMode="numeric"
        defaultValue="30"
        hint="At most 1440: a day"
      />
      <TextField name="note" label="Note" maxLength={1000} />
      <FormButtons submit="Announce test call" submitting="Announcing…" />
    </ActionForm>
  );
}
